import { readLookup } from '../../api/shared/lookup.ts'
import type { Language } from '../../api/shared/visitor.ts'
import { client, unwrap } from '../api.ts'

export type ContactDraft = {
  firstName: string
  lastName: string
  email: string
  phone: string
  language: Language
}

export type FindAsked = { q?: string; day?: string; registerId?: string; limit?: string; after?: string }

/** What the screens of orders ask the API; each throws `ApiProblem`. */
export const ordersApi = {
  find: (query: FindAsked, signal?: AbortSignal) =>
    unwrap(client.api.orders.$get({ query }, { init: { signal } })),
  read: (id: string) => unwrap(client.api.orders[':id'].$get({ param: { id } })),
  contact: (id: string, json: ContactDraft) =>
    unwrap(client.api.orders[':id'].contact.$put({ param: { id }, json })),
  send: (id: string, json: { id: string; what: 'TICKETS' | 'RECEIPT' | 'BOTH'; email?: string }) =>
    unwrap(client.api.orders[':id'].letters.$post({ param: { id }, json })),
}

export type Found = Awaited<ReturnType<typeof ordersApi.find>>['orders'][number]
export type Order = Awaited<ReturnType<typeof ordersApi.read>>

/**
 * The order that a scanned or typed code belongs to: a ticket's code, signed or short, or a receipt number; null when
 * it names none. Throws `ApiProblem` when the server cannot be asked.
 */
export async function orderOf(code: string): Promise<string | null> {
  const { signed, shortCode, number } = readLookup(code)
  if (signed === null && shortCode === null && number === null) return null
  const { orders } = await ordersApi.find({ q: code, limit: '5' })
  const exact = orders.find(({ matched }) => matched.by === 'TICKET' || matched.by === 'NUMBER')
  return exact?.id ?? null
}

/**
 * True when what is typed at the counter may be an order of the past: a name, an address, a telephone, a code or a
 * number; not the fares and hours of a sale being entered.
 */
export function mayBeOrder(text: string): boolean {
  const { signed, shortCode, number, bareNumber, phone, email, name } = readLookup(text)
  if (signed !== null || shortCode !== null || number !== null) return true
  if (email?.includes('@')) return true
  if (phone !== null && phone.length >= 7) return true
  return (bareNumber !== null && bareNumber >= 100) || (name !== null && name.length >= 3)
}
