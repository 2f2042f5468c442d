import { Hono } from 'hono'
import { z } from 'zod'
import { json, params, query, route, type Env } from '../body.ts'
import { isId } from '../shared/id.ts'
import { Contact, ContactInput, setContact } from './contact.ts'
import { findOrders } from './find.ts'
import { FindQuery, FoundOrders } from './find-form.ts'
import { readOrder } from './read.ts'
import { OrderView } from './read-form.ts'

const OrderId = z.object({
  id: z
    .string()
    .max(40)
    .refine((id) => isId('order', id)),
})

/** Names and addresses: never kept on the way, nor by the browser once the person is gone. */
const PRIVATE = 'private, no-store'

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
    async (c) => {
      c.header('Cache-Control', PRIVATE)
      return c.json(await findOrders(c.get('ctx'), c.req.valid('query')))
    },
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
    async (c) => {
      c.header('Cache-Control', PRIVATE)
      return c.json(await readOrder(c.get('ctx'), c.req.valid('param').id))
    },
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
    async (c) => {
      c.header('Cache-Control', PRIVATE)
      return c.json(await setContact(c.get('ctx'), c.req.valid('param').id, c.req.valid('json')))
    },
  )
