import type { JSX } from 'solid-js'
import { unwrap, type Client } from '../../api/client.ts'
import { instantOf, local, type Day } from '../../api/shared/time.ts'
import type { Office, Product } from '../model.ts'
import type { Party } from '../party.ts'
import type { Voice } from '../voice.ts'

/** What a page is made from. */
export type Asked = {
  client: Client
  voice: Voice
  office: Office
  party: Party
  query: URLSearchParams
  nowMs: number
  publicUrl: string
}

/** A page that has read all it needs: what it says in its head, and how to draw it. */
export type View = {
  title: string
  description: string
  facts: object[]
  /** Illustrations that it shows. */
  art: readonly string[]
  bar?: boolean
  body: () => JSX.Element
}

/** The day at the office. */
export function todayAt(asked: Asked): Day {
  return local(instantOf(asked.nowMs), asked.office.zone).day
}

/** What is sold online, priced for a day (default: today at the office). Throws `ApiProblem`. */
export async function readProducts({ client }: Asked, day?: Day): Promise<Product[]> {
  const { products } = await unwrap<{ products: Product[] }>(
    client.api.shop.products.$get({ query: { day } }),
  )
  return products
}
