import { Hono } from 'hono'
import { idPath, json, params, route, type Env } from '../body.ts'
import { closeShift } from './close.ts'
import { CloseInput, OpenInput, Reading, Shift } from './form.ts'
import { readShift } from './read.ts'
import { openShift } from './shift.ts'

const ShiftPath = idPath('shift')

/** Under /shifts: from counting the float to counting the drawer. */
export const shiftRoutes = new Hono<Env>()
  .post(
    '/',
    route({
      may: 'shift.open',
      summary: 'Open a shift on a register with a counted float',
      status: 201,
      answer: Shift,
      refusals: ['bad_request', 'not_found', 'id_reused', 'shift_already_open'],
    }),
    json(OpenInput),
    async (c) => {
      const { shift, made } = await openShift(c.var.ctx, c.req.valid('json'))
      return c.json(shift, made ? 201 : 200)
    },
  )
  .get(
    '/:id',
    route({
      may: 'shift.read',
      summary: 'X reading: what a shift took so far, and the cash expected',
      answer: Reading,
      refusals: ['bad_request', 'not_found'],
    }),
    params(ShiftPath),
    async (c) => c.json(await readShift(c.var.ctx, c.req.valid('param').id)),
  )
  .post(
    '/:id/close',
    route({
      may: 'shift.close',
      summary: 'Close a shift with the counted drawer',
      answer: Shift,
      refusals: ['bad_request', 'not_found', 'gap_reason_needed', 'shift_closed'],
    }),
    params(ShiftPath),
    json(CloseInput),
    async (c) => c.json(await closeShift(c.var.ctx, c.req.valid('param').id, c.req.valid('json'))),
  )
