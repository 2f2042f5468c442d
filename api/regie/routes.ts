import { Hono } from 'hono'
import { z } from 'zod'
import { idPath, json, params, pdf, route, type Env } from '../body.ts'
import { addActor, endActor, setAct } from './act.ts'
import {
  ActInput,
  ActorEnd,
  ActorInput,
  HandInInput,
  HandoverInput,
  Overview,
  VersementInput,
} from './form.ts'
import { handOver } from './handover.ts'
import { handoverPdf, versementPdf } from './paper.ts'
import { readRegie } from './read.ts'
import { handIn, prepareVersement, voidVersement } from './versement.ts'

const Numbered = z.object({ id: z.string(), number: z.string() })
const Done = z.object({ id: z.string() })
const VersementId = idPath('versement')
const STATE = ['bad_request', 'not_found', 'already_done', 'not_set_up'] as const

const actRoutes = new Hono<Env>()
  .get(
    '/',
    route({
      may: 'regie.read',
      summary: 'The régie: its act, who acts for it, what is held, what is due, and the last slips',
      answer: Overview,
      refusals: ['not_set_up'],
    }),
    async (c) => c.json(await readRegie(c.var.ctx)),
  )
  .put(
    '/act',
    route({
      may: 'regie.set',
      summary: 'Record the act of the régie, or the one that amends it, as a new version',
      answer: z.object({ version: z.int() }),
      refusals: ['bad_request', 'not_found', 'not_set_up'],
    }),
    json(ActInput),
    async (c) => c.json(await setAct(c.var.ctx, c.req.valid('json'))),
  )
  .post(
    '/actors',
    route({
      may: 'regie.set',
      summary: 'Name who acts for the régie',
      answer: Done,
      status: 201,
      refusals: ['bad_request', 'not_found', 'id_reused', 'not_set_up'],
    }),
    json(ActorInput),
    async (c) => c.json(await addActor(c.var.ctx, c.req.valid('json')), 201),
  )
  .post(
    '/actors/:id/end',
    route({ may: 'regie.set', summary: 'End the function of somebody', answer: Done, refusals: STATE }),
    params(idPath('regieActor')),
    json(ActorEnd),
    async (c) => {
      const { id } = c.req.valid('param')
      await endActor(c.var.ctx, id, c.req.valid('json').validTo)
      return c.json({ id })
    },
  )

const slipRoutes = new Hono<Env>()
  .post(
    '/versements',
    route({
      may: 'regie.pay',
      summary: 'Prepare a versement with its numbered slip',
      answer: Numbered,
      status: 201,
      refusals: ['bad_request', 'not_found', 'id_reused', 'versement_short', 'not_set_up'],
    }),
    json(VersementInput),
    async (c) => c.json(await prepareVersement(c.var.ctx, c.req.valid('json')), 201),
  )
  .post(
    '/versements/:id/hand-in',
    route({
      may: 'regie.pay',
      summary: 'The accountant or the bank took it: its money leaves the books',
      answer: Done,
      refusals: STATE,
    }),
    params(VersementId),
    json(HandInInput),
    async (c) => {
      const { id } = c.req.valid('param')
      await handIn(c.var.ctx, id, c.req.valid('json'))
      return c.json({ id })
    },
  )
  .post(
    '/versements/:id/void',
    route({
      may: 'regie.pay',
      summary: 'Cancel the last slip, while it has not left',
      answer: Done,
      refusals: STATE,
    }),
    params(VersementId),
    async (c) => {
      const { id } = c.req.valid('param')
      await voidVersement(c.var.ctx, id)
      return c.json({ id })
    },
  )
  .get(
    '/versements/:id/slip.pdf',
    route({
      may: 'regie.read',
      summary: 'The slip of a versement as a PDF',
      media: 'application/pdf',
      refusals: ['bad_request', 'not_found', 'not_set_up', 'unavailable'],
    }),
    params(VersementId),
    async (c) => pdf(await versementPdf(c.var.ctx, c.req.valid('param').id)),
  )
  .post(
    '/handovers',
    route({
      may: 'regie.pay',
      summary: 'Draw up a hand-over between two régisseurs',
      answer: Numbered,
      status: 201,
      refusals: ['bad_request', 'not_found', 'id_reused', 'not_set_up'],
    }),
    json(HandoverInput),
    async (c) => c.json(await handOver(c.var.ctx, c.req.valid('json')), 201),
  )
  .get(
    '/handovers/:id/record.pdf',
    route({
      may: 'regie.read',
      summary: 'The hand-over as a PDF for both to sign',
      media: 'application/pdf',
      refusals: ['bad_request', 'not_found', 'not_set_up', 'unavailable'],
    }),
    params(idPath('handover')),
    async (c) => pdf(await handoverPdf(c.var.ctx, c.req.valid('param').id)),
  )

/** Under /regie: the act, who acts, versements and hand-overs. */
export const regieRoutes = new Hono<Env>().route('/', actRoutes).route('/', slipRoutes)
