import { client, unwrap } from '../api.ts'

/** Charges that have not ended after a while, and money that could not go back. Throws `ApiProblem`. */
export const openPayments = () => unwrap(client.api.payments.open.$get())
export type OpenPayment = Awaited<ReturnType<typeof openPayments>>['payments'][number]
