import { Hono } from 'hono'
import { idPath, json, params, route, type Env } from '../body.ts'
import { closeShift } from './close.ts'
import { countShift, readToCount } from './count.ts'
import {
  CloseInput,
  Counted,
  CountInput,
  HandOverInput,
  Movement,
  MoveInput,
  OpenInput,
  Reading,
  Shift,
  ToCount,
} from './form.ts'
import { handOver } from './hand-over.ts'
import { moveCash } from './move.ts'
import { readShift } from './read.ts'
import { openShift } from './shift.ts'

const ShiftPath = idPath('shift')
const READS = ['bad_request', 'not_found'] as const
const APPROVES = ['approval_needed', 'approval_refused', 'pin_blocked', 'rate_limited'] as const

/** Under /shifts: from counting the float to counting the drawer. */
export const shiftRoutes = new Hono<Env>()
  .post(
    '/',
    route({
      may: 'shift.open',
      summary: 'Open a shift on a register with a counted float',
      status: 201,
      answer: Shift,
      refusals: [...READS, 'id_reused', 'shift_already_open', 'gap_reason_needed'],
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
      summary: 'X reading: what a shift took so far; the cash expected for who does not count it',
      answer: Reading,
      refusals: READS,
    }),
    params(ShiftPath),
    async (c) => c.json(await readShift(c.var.ctx, c.req.valid('param').id)),
  )
  .get(
    '/:id/to-count',
    route({
      may: 'shift.close',
      summary: 'What there is to count: the means, each cheque by its number; no sums',
      answer: ToCount,
      refusals: READS,
    }),
    params(ShiftPath),
    async (c) => c.json(await readToCount(c.var.ctx, c.req.valid('param').id)),
  )
  .post(
    '/:id/movements',
    route({
      may: 'cash.move',
      summary: 'Move cash without a sale: in, out, to the safe, to another drawer',
      status: 201,
      answer: Movement,
      refusals: [...READS, 'id_reused', 'shift_closed', 'shift_too_old', 'drawer_short', ...APPROVES],
    }),
    params(ShiftPath),
    json(MoveInput),
    async (c) => {
      const { movement, made } = await moveCash(c.var.ctx, c.req.valid('param').id, c.req.valid('json'))
      return c.json(movement, made ? 201 : 200)
    },
  )
  .post(
    '/:id/hand-over',
    route({
      may: 'shift.close',
      summary: 'Hand the drawer to another agent, counted by both',
      status: 201,
      answer: Movement,
      refusals: [...READS, 'id_reused', 'shift_closed', 'shift_too_old', 'gap_reason_needed', ...APPROVES],
    }),
    params(ShiftPath),
    json(HandOverInput),
    async (c) => {
      const { movement, made } = await handOver(c.var.ctx, c.req.valid('param').id, c.req.valid('json'))
      return c.json(movement, made ? 201 : 200)
    },
  )
  .post(
    '/:id/count',
    route({
      may: 'shift.close',
      summary: 'Compare a blind count with what is expected; it is logged, nothing is closed',
      answer: Counted,
      refusals: [...READS, 'shift_closed'],
    }),
    params(ShiftPath),
    json(CountInput),
    async (c) => c.json(await countShift(c.var.ctx, c.req.valid('param').id, c.req.valid('json'))),
  )
  .post(
    '/:id/close',
    route({
      may: 'shift.close',
      summary: 'Close a shift with all that was counted',
      answer: Shift,
      refusals: [...READS, 'gap_reason_needed', 'shift_closed', ...APPROVES],
    }),
    params(ShiftPath),
    json(CloseInput),
    async (c) => c.json(await closeShift(c.var.ctx, c.req.valid('param').id, c.req.valid('json'))),
  )
