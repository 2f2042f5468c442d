import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { compress, encodingFor } from './front-files.ts'
import { BRIEFLY, COMMON, SHOP_HEADERS } from './front-headers.ts'
import type { Fetcher, ShopAnswer, ShopAssets, ShopBundle, ShopRequest } from './shared/shop-bundle.ts'

export type PageDeps = {
  /** The application's own routes. */
  fetcher: Fetcher
  /** Origin of absolute addresses, without a slash at the end. */
  publicUrl: string
  /** Milliseconds since 1970; the server's clock. */
  clock?: () => number
}

type Shop = { bundle: ShopBundle; assets: ShopAssets }

/** The shop's server bundle with the addresses of its files, loaded anew when they are built anew. */
export function shopLoader(distDir: string): () => Promise<Shop | null> {
  const entry = join(distDir, 'shop-server', 'entry-server.js')
  const manifest = join(distDir, 'shop', '.vite', 'manifest.json')
  let stamp = ''
  let shop: Promise<Shop> | null = null
  return async () => {
    const [built, listed] = await Promise.all([entry, manifest].map((f) => stat(f).catch(() => null)))
    if (!built || !listed) return null
    const now = `${built.mtimeMs}-${listed.mtimeMs}`
    if (!shop || now !== stamp) {
      stamp = now
      shop = loadShop(entry, manifest, now)
      shop.catch(() => {
        shop = null
      })
    }
    return shop
  }
}

async function loadShop(entry: string, manifest: string, stamp: string): Promise<Shop> {
  const bundle: ShopBundle = await import(`${pathToFileURL(entry).href}?${stamp}`)
  const files: Record<string, { file: string; imports?: string[] } | undefined> = JSON.parse(
    await readFile(manifest, 'utf8'),
  )
  const at = (key: string) => `/${files[key]?.file ?? ''}`
  const font = Object.values(files).find((f) => f?.file.endsWith('.woff2'))
  const text = Object.entries(files).flatMap(([key, f]) => {
    const lang = /^text\/(\w+)\.ts$/.exec(key)?.[1]
    return lang && f ? [[lang, `/${f.file}`] as const] : []
  })
  return {
    bundle,
    assets: {
      css: [at('style.css')],
      script: at('entry-client.ts'),
      preload: (files['entry-client.ts']?.imports ?? []).map(at),
      font: font ? `/${font.file}` : null,
      text: Object.fromEntries(text),
    },
  }
}

/**
 * An answer in the encoding that the reader takes; made for this one reader, so compressed lightly. With its ETag when
 * it is worth keeping: a page that has not changed since is not sent again.
 */
export async function send(c: Context, text: string, status: number, headers: Record<string, string>) {
  const all: Record<string, string> = {
    ...headers,
    Vary: ['Accept-Encoding', headers.Vary].filter(Boolean).join(', '),
  }
  if (status === 200) {
    const etag = createHash('sha1').update(text).digest('base64url')
    all.ETag = `W/"${etag}"`
    const known = c.req.header('if-none-match')?.split(/\s*,\s*/)
    if (known?.some((k) => k.replace(/^W\//, '') === `"${etag}"`)) return c.body(null, 304, all)
  }
  const encoding = encodingFor(c.req.header('accept-encoding') ?? null)
  const body = Buffer.from(text)
  if (encoding) all['Content-Encoding'] = encoding
  const sent = encoding ? await compress(body, encoding, 4) : body
  return c.body(new Uint8Array(sent), status as ContentfulStatusCode, all)
}

export function notBuilt(c: Context, headers: Record<string, string>) {
  const page =
    '<!doctype html><html lang="en"><meta charset="utf-8"><title>Guichet</title><p>The fronts are not built. Run <code>npm run build</code>.</p></html>'
  return send(c, page, 503, {
    ...headers,
    'Content-Type': 'text/html; charset=utf-8',
    'Cache-Control': 'no-store',
    'Retry-After': '5',
  })
}

/** To another address: for good, or to the page in the language that this reader likes. */
export function moved(c: Context, { status, location }: Extract<ShopAnswer, { location: string }>) {
  const headers: Record<string, string> =
    status === 301
      ? { ...COMMON, 'Cache-Control': 'public, max-age=3600' }
      : { ...COMMON, 'Cache-Control': 'private, no-cache', Vary: 'Accept-Language, Cookie' }
  return c.body(null, status, { ...headers, Location: location })
}

/** What the browser keeps of a visit, for a year: a language and a first page, nobody's name. */
export const VISIT = { name: 'visit', seconds: 365 * 86_400 }

/** A page, or what stands in its place; `shared`: what it answers is the same for everybody. */
export function sendPage(c: Context, answer: Extract<ShopAnswer, { html: string }>, shared: boolean) {
  const cache = answer.status >= 500 ? 'no-store' : shared ? BRIEFLY : 'private, no-cache'
  return send(c, answer.html, answer.status, {
    ...SHOP_HEADERS,
    'Content-Type': 'text/html; charset=utf-8',
    'Cache-Control': cache,
    ...(answer.byLanguage ? { Vary: 'Accept-Language' } : {}),
  })
}

/** Pages tell the time in steps, as the browser's own clock on them does: within one, a page is the same. */
const STEP_MS = 10_000

/** A page of the shop; null when the shop is not built. */
export async function pageOf(
  deps: PageDeps,
  shopOf: () => Promise<Shop | null>,
  asked: Pick<ShopRequest, 'url' | 'accepts' | 'visit'>,
): Promise<ShopAnswer | null> {
  const { fetcher, publicUrl } = deps
  const exact = (deps.clock ?? Date.now)()
  try {
    const shop = await shopOf()
    if (!shop) return null
    const nowMs = exact - (exact % STEP_MS)
    return await shop.bundle.render({ ...asked, fetcher, publicUrl, nowMs, assets: shop.assets })
  } catch (fault) {
    return { status: 500, html: lastPage(asked.url), fault }
  }
}

/** What is said when not even the shop's own page of faults can be drawn. */
function lastPage({ pathname }: URL): string {
  const [lang, text] = /^\/en(\/|$)/.test(pathname)
    ? ['en', 'This page cannot be shown right now. Try again in a moment.']
    : ['fr', 'Cette page ne peut pas être montrée pour l’instant. Réessayez dans un moment.']
  return `<!doctype html><html lang="${lang}"><meta charset="utf-8"><title>Guichet</title><p>${text}</p></html>`
}
