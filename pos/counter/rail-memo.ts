import { client, unwrap } from '../api.ts'
import { createUnanswered } from '../unanswered.ts'
import type { RailTicket } from './rail.ts'

const memos = createUnanswered('sncfMemo')

/** Records a ticket that the SNCF's own terminal was paid for: it is in no basket, and no drawer has its money. */
export function recordRailMemo(registerId: string, optionId: string, ticket: RailTicket): Promise<unknown> {
  const external = { ...ticket.external, fareC: ticket.totalC }
  const what = `${registerId} ${external.terminal} ${external.ref}`
  return memos(what, (id) =>
    unwrap(client.api.sncf.memos.$post({ json: { id, registerId, optionId, external, means: ['CARD'] } })),
  )
}
