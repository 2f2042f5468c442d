import { Hono } from 'hono'
import { z } from 'zod'
import { idPath, json, params, pdf, route, type Env } from '../body.ts'
import { boardingList, presence } from './presence.ts'
import { BoardingList, Presence, SessionId } from './presence-form.ts'
import { printTickets } from './print.ts'
import { scan } from './scan.ts'
import { ScanAnswer, ScanInput, UndoAnswer, UndoInput, UndoParams } from './scan-form.ts'
import { undo } from './undo.ts'

const Keys = z.object({
  keys: z.array(z.object({ id: z.int(), algorithm: z.literal('Ed25519'), publicKey: z.string() })),
})

const SaleId = idPath('sale')

/** Scans, who is in and who is missing, the tickets of a sale, and the public keys with which anybody verifies a ticket without asking. */
export const ticketRoutes = new Hono<Env>()
  .post(
    '/scans',
    route({
      may: 'ticket.scan',
      summary: 'Scan a ticket: it admits once, or says why not',
      answer: ScanAnswer,
      refusals: ['bad_request', 'id_reused'],
    }),
    json(ScanInput),
    async (c) => c.json(await scan(c.var.ctx, c.req.valid('json'))),
  )
  .post(
    '/scans/:id/undo',
    route({
      may: 'ticket.scan',
      summary: 'Take an admission back, of one ticket or of a group',
      answer: UndoAnswer,
      refusals: ['bad_request', 'not_found', 'nothing_to_undo', 'undo_too_late', 'id_reused'],
    }),
    params(UndoParams),
    json(UndoInput),
    async (c) => c.json(await undo(c.var.ctx, c.req.valid('param').id, c.req.valid('json'))),
  )
  .get(
    '/boarding',
    route({
      may: 'ticket.scan',
      summary: 'Departures of today, with who is in of who is expected; a provider’s own only',
      answer: BoardingList,
    }),
    async (c) => c.json(await boardingList(c.var.ctx)),
  )
  .get(
    '/departures/:id/presence',
    route({
      may: 'ticket.scan',
      summary: 'Who is in and who is missing of a departure, ticket by ticket',
      answer: Presence,
      refusals: ['bad_request', 'not_found'],
    }),
    params(SessionId),
    async (c) => c.json(await presence(c.var.ctx, c.req.valid('param').id)),
  )
  .get(
    '/sales/:id/tickets.pdf',
    route({
      may: 'sale.read',
      summary: 'All the tickets of a sale, A6 a page',
      media: 'application/pdf',
      refusals: ['bad_request', 'not_found', 'unavailable'],
    }),
    params(SaleId),
    async (c) => pdf(await printTickets(c.var.ctx, c.req.valid('param').id)),
  )
  .get(
    '/keys',
    route({
      may: 'public',
      summary: 'Public keys of tickets, by the number their codes carry',
      answer: Keys,
    }),
    (c) => {
      c.header('Cache-Control', 'public, max-age=3600')
      const keys = [...c.var.ctx.keys.ticketKeys.values()]
      return c.json({
        keys: keys.map((key) => ({ id: key.id, algorithm: 'Ed25519' as const, publicKey: key.publicPem })),
      })
    },
  )
