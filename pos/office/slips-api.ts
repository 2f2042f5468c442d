import type { InferResponseType } from 'hono/client'
import type { Remittance, Waiting } from '../../api/shared/remittance.ts'
import { client, unwrap } from '../api.ts'

export type Overview = InferResponseType<typeof client.api.regie.$get, 200>
export type Versement = Overview['versements'][number]
export type Act = NonNullable<Overview['act']>
export type RailMonth = InferResponseType<typeof client.api.sncf.month.$get, 200>
export type RailDay = RailMonth['days'][number]
export type RailTicket = InferResponseType<typeof client.api.sncf.tickets.$get, 200>['tickets'][number]

type ActInput = Parameters<typeof client.api.regie.act.$put>[0]['json']
type ActorInput = Parameters<typeof client.api.regie.actors.$post>[0]['json']
type VersementInput = Parameters<typeof client.api.regie.versements.$post>[0]['json']
type HandoverInput = Parameters<typeof client.api.regie.handovers.$post>[0]['json']
type RemittanceInput = Parameters<typeof client.api.remittances.$post>[0]['json']
type CheckInput = Parameters<typeof client.api.sncf.checks.$post>[0]['json']

const { regie, remittances, sncf } = client.api

/** Every question of the screens of the régie, the remittances and the SNCF. All throw `ApiProblem`. */
export const slips = {
  overview: () => unwrap<Overview>(regie.$get()),
  setAct: (json: ActInput) => unwrap(regie.act.$put({ json })),
  addActor: (json: ActorInput) => unwrap(regie.actors.$post({ json })),
  endActor: (id: string, validTo: string) =>
    unwrap(regie.actors[':id'].end.$post({ param: { id }, json: { validTo } })),
  prepare: (json: VersementInput) => unwrap<{ id: string; number: string }>(regie.versements.$post({ json })),
  handIn: (id: string, day: string, receipt: string) =>
    unwrap(regie.versements[':id']['hand-in'].$post({ param: { id }, json: { day, receipt } })),
  voidVersement: (id: string) => unwrap(regie.versements[':id'].void.$post({ param: { id } })),
  handOver: (json: HandoverInput) => unwrap<{ id: string; number: string }>(regie.handovers.$post({ json })),
  waiting: () => unwrap<Waiting>(remittances.waiting.$get()),
  remittances: (after?: string) =>
    unwrap<{ remittances: Remittance[]; next: string | null }>(
      remittances.$get({ query: after === undefined ? {} : { after } }),
    ),
  prepareRemittance: (json: RemittanceInput) => unwrap<Remittance>(remittances.$post({ json })),
  remit: (id: string, day: string) =>
    unwrap(remittances[':id'].remit.$post({ param: { id }, json: { day } })),
  credit: (id: string, json: { day: string; amountC: number; feeC: number }) =>
    unwrap(remittances[':id'].credit.$post({ param: { id }, json })),
  voidRemittance: (id: string) => unwrap(remittances[':id'].void.$post({ param: { id } })),
  month: (month: string) => unwrap<RailMonth>(sncf.month.$get({ query: { month } })),
  tickets: (terminal: string, day: string) =>
    unwrap<{ tickets: RailTicket[] }>(sncf.tickets.$get({ query: { terminal, day } })),
  check: (json: CheckInput) => unwrap(sncf.checks.$post({ json })),
  settle: (month: string) => unwrap(sncf.statements.$post({ json: { month } })),
}
