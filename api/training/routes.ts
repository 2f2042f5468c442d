import { Hono } from 'hono'
import { json, params, route, type Env } from '../body.ts'
import {
  Answer,
  PractisedPath,
  SALE_REFUSALS,
  SellInput,
  Slips,
  StartInput,
  Training,
  TrainingPath,
} from './form.ts'
import { practise } from './practise.ts'
import { endTraining, startTraining } from './session.ts'
import { trainingSlip } from './slip.ts'

/** Under /training: MODE ÉCOLE, where nothing is sold. */
export const trainingRoutes = new Hono<Env>()
  .post(
    '/',
    route({
      may: 'training.run',
      summary: 'Begin to practise on a school register, approved by PIN',
      answer: Training,
      status: 201,
      refusals: [
        'bad_request',
        'not_found',
        'id_reused',
        'shift_already_open',
        'approval_refused',
        'pin_blocked',
        'rate_limited',
      ],
    }),
    json(StartInput),
    async (c) => c.json(await startTraining(c.var.ctx, c.req.valid('json')), 201),
  )
  .post(
    '/:id/end',
    route({
      may: 'training.run',
      summary: 'End practising',
      answer: Training,
      refusals: ['bad_request', 'not_found'],
    }),
    params(TrainingPath),
    async (c) => c.json(await endTraining(c.var.ctx, c.req.valid('param').id)),
  )
  .post(
    '/:id/sales',
    route({
      may: 'training.run',
      summary: 'Practise a sale: an X record and nothing else',
      answer: Answer,
      status: 201,
      refusals: SALE_REFUSALS,
    }),
    params(TrainingPath),
    json(SellInput),
    async (c) => c.json(await practise(c.var.ctx, c.req.valid('param').id, c.req.valid('json')), 201),
  )
  .get(
    '/sales/:id/slip',
    route({
      may: 'training.run',
      summary: 'The paper of a practised sale: MODE ÉCOLE, SANS VALEUR',
      answer: Slips,
      refusals: ['bad_request', 'not_found'],
    }),
    params(PractisedPath),
    async (c) => c.json({ slips: [await trainingSlip(c.var.ctx, c.req.valid('param').id)] }),
  )
