import { Hono } from 'hono'
import { idPath, json, params, query, route, type Env } from '../body.ts'
import { Contact, ContactInput, setContact } from './contact.ts'
import { findOrders } from './find.ts'
import { FindQuery, FoundOrders } from './find-form.ts'
import { readOrder } from './read.ts'
import { OrderView } from './read-form.ts'

const OrderId = idPath('order')

/** Orders of the past: found, read, and how their visitors are reached. */
export const pastOrderRoutes = new Hono<Env>()
  .get(
    '/',
    route({
      may: 'order.read',
      summary: 'Find orders by name, telephone, address, ticket, receipt number, SNCF reference or day',
      answer: FoundOrders,
      refusals: ['bad_request'],
    }),
    query(FindQuery),
    async (c) => c.json(await findOrders(c.get('ctx'), c.req.valid('query'))),
  )
  .get(
    '/:id',
    route({
      may: 'order.read',
      summary: 'An order with its tickets, sales, letters and history',
      answer: OrderView,
      refusals: ['bad_request', 'not_found'],
    }),
    params(OrderId),
    async (c) => c.json(await readOrder(c.get('ctx'), c.req.valid('param').id)),
  )
  .put(
    '/:id/contact',
    route({
      may: 'order.send',
      summary: 'Correct how the visitor of an order is reached',
      answer: Contact,
      refusals: ['bad_request', 'not_found'],
    }),
    params(OrderId),
    json(ContactInput),
    async (c) => c.json(await setContact(c.get('ctx'), c.req.valid('param').id, c.req.valid('json'))),
  )
