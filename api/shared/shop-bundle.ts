/*
 * What api/front.ts and the shop's server bundle say to each other: the one is loaded by the other at run time, so
 * their types meet here.
 */

/** Answers a request to our own routes without a network hop. */
export type Fetcher = (request: Request) => Response | Promise<Response>

export type ShopRequest = {
  url: URL
  fetcher: Fetcher
  /** Origin of every absolute address: https://… without a slash at the end. */
  publicUrl: string
  /** The request's Accept-Language. */
  accepts: string | null
  /** What the browser kept of the last visit, as `ShopAnswer.visit` said it. */
  visit: string | null
  /** The moment, in ms. */
  nowMs: number
  assets: ShopAssets
}

/** Addresses of the built files. */
export type ShopAssets = {
  css: readonly string[]
  script: string
  /** What the script imports: asked for together with it. */
  preload: readonly string[]
  font: string | null
  text: Record<string, string>
}

/**
 * A page, or another address: 301 for good, 302 by what the reader likes. `fault`: what went wrong on our side, for the
 * log; the page says only that something did. `visit`: what the browser should keep until the next one. `byLanguage`:
 * the address says no language, so that the page is in the one that this reader likes.
 */
export type ShopAnswer =
  | { status: number; html: string; fault?: unknown; visit?: string; byLanguage?: boolean }
  | { status: 301 | 302; location: string }

/** What the shop's server bundle exports. */
export type ShopBundle = {
  render(request: ShopRequest): Promise<ShopAnswer>
  sitemap(request: Pick<ShopRequest, 'fetcher' | 'publicUrl'>): Promise<string>
}
