import { Hono } from 'hono'
import { z } from 'zod'
import { idPath, json, params, PRIVATE, query, route, type Env } from '../body.ts'
import { idField } from '../id-field.ts'
import { escpos } from './escpos.ts'
import { BytesQuery } from './form.ts'
import { printShiftPaper, shiftPaper } from './shift-paper.ts'

const BYTES = 'application/octet-stream'
const ShiftPath = idPath('shift')
/** Without a movement: the shift itself, as a reading while it is open and as its closing afterwards. */
const PaperOf = { movement: idField('movement').optional() }

/** The papers of a drawer: X reading, closing of the session, slip of a movement. */
export const cashPaperRoutes = new Hono<Env>()
  .get(
    '/shifts/:id/paper',
    route({
      may: 'shift.read',
      summary: 'A paper of a shift: its reading, its closing, or the slip of a movement',
      answer: z.object({ slip: z.array(z.looseObject({ kind: z.string() })) }),
      refusals: ['bad_request', 'not_found'],
    }),
    params(ShiftPath),
    query(
      z.object({
        ...PaperOf,
        as: z.enum(['json', 'escpos']).default('json'),
        columns: BytesQuery.shape.columns,
      }),
    ),
    async (c) => {
      const { as, columns, movement } = c.req.valid('query')
      const slip = await shiftPaper(c.var.ctx, c.req.valid('param').id, movement ?? null)
      if (as === 'json') return c.json({ slip: [...slip] })
      return new Response(new Uint8Array(escpos([slip], { columns })), {
        headers: { 'Content-Type': BYTES, 'Cache-Control': PRIVATE },
      })
    },
  )
  .post(
    '/shifts/:id/paper',
    route({
      may: 'register.print',
      summary: 'Print a paper of a shift on the network printer of its register',
      refusals: ['bad_request', 'not_found', 'printer_elsewhere', 'printer_failed'],
    }),
    params(ShiftPath),
    json(z.strictObject(PaperOf)),
    async (c) => {
      const { movement } = c.req.valid('json')
      await printShiftPaper(c.var.ctx, c.req.valid('param').id, movement ?? null)
      return c.json({})
    },
  )
