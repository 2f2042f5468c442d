import { client, unwrap } from '../api.ts'

const one = client.api.refunds[':id']

/** What the list of refunds asks the API; each throws `ApiProblem`. */
export const refundsApi = {
  list: () => unwrap(client.api.refunds.$get()),
  /** The transfer was made under this reference; asked again, it is the same one. */
  paid: (id: string, ref: string) => unwrap(one.paid.$post({ param: { id }, json: { ref } })),
  account: (id: string, json: { iban: string; holder: string }) =>
    unwrap(one.iban.$post({ param: { id }, json })),
}

export type Refund = Awaited<ReturnType<typeof refundsApi.list>>['refunds'][number]
