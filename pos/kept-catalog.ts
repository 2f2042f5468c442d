import { ApiProblem } from '../api/client.ts'
import { keep, kept } from './device.ts'

const KEY = 'catalog'

type Known = { version: number; products: unknown[] }

/**
 * The catalogue from the server, kept on the device each time; the one that was kept while the server is away, so that
 * a basket still has its names and prices. Throws like `fetch` when there is none.
 */
export async function withKeptCatalog<C extends Known>(fetch: () => Promise<C>): Promise<C> {
  try {
    const catalog = await fetch()
    keep(KEY, JSON.stringify(catalog))
    return catalog
  } catch (error) {
    const away = error instanceof ApiProblem && error.code === 'unavailable'
    const old = away ? read<C>(kept(KEY)) : null
    if (old === null) throw error
    return old
  }
}

export const forgetCatalog = () => keep(KEY, null)

function read<C extends Known>(text: string | null): C | null {
  if (text === null) return null
  try {
    const catalog = JSON.parse(text) as C
    return Number.isInteger(catalog.version) && Array.isArray(catalog.products) ? catalog : null
  } catch {
    return null
  }
}
