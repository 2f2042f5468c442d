import { createHash, randomBytes } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Hono, type Context } from 'hono'
import { compress, encodingFor, readBuilt } from './front-files.ts'
import type { Fetcher, ShopAnswer, ShopAssets, ShopBundle } from './shared/shop-bundle.ts'

export type FrontDeps = {
  /** Where the built fronts are: pos/, shop/ and shop-server/ under it. */
  distDir: string
  /** The application's own routes. */
  fetcher: Fetcher
  /** Origin of absolute addresses, without a slash at the end. */
  publicUrl: string
  /** Milliseconds since 1970; the server's clock. */
  clock?: () => number
  /** Told of what stood in the way of a page: the visitor sees only that something did. */
  onFault?: (fault: unknown) => void
}

/** A hashed file never changes; a page is asked for again each time. */
const FOREVER = 'public, max-age=31536000, immutable'
const ALWAYS = 'no-cache'

const COMMON = {
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Cross-Origin-Opener-Policy': 'same-origin',
}
const SHOP_HEADERS = {
  ...COMMON,
  'Referrer-Policy': 'strict-origin-when-cross-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
}
const POS_HEADERS = {
  ...COMMON,
  'Referrer-Policy': 'same-origin',
  // The gate scans by camera.
  'Permissions-Policy': 'camera=(self), geolocation=(), microphone=(), payment=(), usb=()',
  // Receipts are shown and printed from blobs; the reader of codes is compiled, which is all that `wasm-unsafe-eval` allows.
  'Content-Security-Policy':
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; manifest-src 'self'; style-src 'self'; img-src 'self' data: blob:; frame-src 'self' blob:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'",
}

/** Only our own files run; the nonce is for scripts of this one answer. */
function shopPolicy(nonce: string): string {
  return `default-src 'self'; script-src 'self' 'nonce-${nonce}'; style-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'`
}

type Shop = { bundle: ShopBundle; assets: ShopAssets }

/** The shop's server bundle with the addresses of its files, loaded anew when they are built anew. */
function shopLoader(distDir: string): () => Promise<Shop | null> {
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

/** An answer in the encoding that the reader takes; made for this one reader, so compressed lightly. */
async function send(c: Context, text: string, status: number, headers: Record<string, string>) {
  const encoding = encodingFor(c.req.header('accept-encoding') ?? null)
  const body = Buffer.from(text)
  const all = { ...headers, Vary: 'Accept-Encoding' }
  if (!encoding) return new Response(body, { status, headers: all })
  const encoded = await compress(body, encoding, 4)
  return new Response(Buffer.from(encoded), { status, headers: { ...all, 'Content-Encoding': encoding } })
}

function notBuilt(c: Context, headers: Record<string, string>) {
  const page =
    '<!doctype html><html lang="en"><meta charset="utf-8"><title>Guichet</title><p>The fronts are not built. Run <code>npm run build</code>.</p></html>'
  return send(c, page, 503, {
    ...headers,
    'Content-Type': 'text/html; charset=utf-8',
    'Cache-Control': 'no-store',
    'Retry-After': '5',
  })
}

async function sendBuilt(c: Context, root: string, path: string, headers: Record<string, string>) {
  const found = await readBuilt(root, path, encodingFor(c.req.header('accept-encoding') ?? null))
  if (!found) return null
  const all = { ...headers, ...found.headers }
  if (headers['Cache-Control'] === FOREVER) return new Response(Buffer.from(found.body), { headers: all })
  const etag = `"${createHash('sha1').update(found.body).digest('base64url')}"`
  if (c.req.header('if-none-match') === etag)
    return new Response(null, { status: 304, headers: { ...all, ETag: etag } })
  return new Response(Buffer.from(found.body), { headers: { ...all, ETag: etag } })
}

/** The signed-in application: its files, and its one page for every address that is not a file. */
function posRoutes(distDir: string): Hono {
  const root = join(distDir, 'pos')
  const missing = (c: Context) => c.text('Not found', 404, { ...COMMON, 'Cache-Control': 'no-store' })
  return new Hono()
    .get('/pos', (c) => c.redirect('/pos/', 301))
    .get('/pos/assets/:file', async (c) => {
      const headers = { ...COMMON, 'Cache-Control': FOREVER }
      return (await sendBuilt(c, root, `assets/${c.req.param('file')}`, headers)) ?? missing(c)
    })
    .get('/pos/*', async (c) => {
      const path = c.req.path.slice('/pos/'.length)
      const headers = { ...POS_HEADERS, 'Cache-Control': ALWAYS }
      const file = path === '' ? null : await sendBuilt(c, root, path, headers)
      if (file) return file
      // A page's address has no extension: a missing file is missing, not the page.
      if (path.startsWith('assets/') || /\.[a-z0-9]+$/i.test(path)) return missing(c)
      return (await sendBuilt(c, root, 'index.html', headers)) ?? notBuilt(c, POS_HEADERS)
    })
}

/**
 * The fronts: `/pos/` from its built files, the shop rendered on the server through the application's own routes.
 * Mount it last, at `/`: it answers every address that nothing else has.
 */
export function createFront(deps: FrontDeps): Hono {
  const shopOf = shopLoader(deps.distDir)
  const secure: Record<string, string> = deps.publicUrl.startsWith('https:')
    ? { 'Strict-Transport-Security': 'max-age=31536000' }
    : {}
  return new Hono()
    .route('/', posRoutes(deps.distDir))
    .get('/assets/:file', async (c) => {
      const headers = { ...COMMON, ...secure, 'Cache-Control': FOREVER }
      const file = await sendBuilt(c, join(deps.distDir, 'shop'), `assets/${c.req.param('file')}`, headers)
      return file ?? c.text('Not found', 404, { ...COMMON, 'Cache-Control': 'no-store' })
    })
    .get('/robots.txt', (c) =>
      c.text(
        `User-agent: *\nDisallow: /api/\nDisallow: /pos/\nSitemap: ${deps.publicUrl}/sitemap.xml\n`,
        200,
        COMMON,
      ),
    )
    .get('/sitemap.xml', async (c) => {
      const shop = await shopOf()
      if (!shop) return notBuilt(c, SHOP_HEADERS)
      const xml = await shop.bundle.sitemap(deps).catch(() => null)
      if (xml === null) return c.text('Unavailable', 503, { ...COMMON, 'Retry-After': '5' })
      const headers = { ...COMMON, 'Content-Type': 'application/xml; charset=utf-8' }
      return send(c, xml, 200, { ...headers, 'Cache-Control': 'public, max-age=3600' })
    })
    .get('*', async (c) => {
      const nonce = randomBytes(16).toString('base64')
      const headers = { ...SHOP_HEADERS, ...secure, 'Content-Security-Policy': shopPolicy(nonce) }
      const answer = await pageOf(deps, shopOf, new URL(c.req.url), nonce)
      if (!answer) return notBuilt(c, headers)
      if ('location' in answer) return c.redirect(answer.location, answer.status)
      if (answer.fault !== undefined) deps.onFault?.(answer.fault)
      return send(c, answer.html, answer.status, {
        ...headers,
        'Content-Type': 'text/html; charset=utf-8',
        'Cache-Control': answer.status < 500 ? ALWAYS : 'no-store',
      })
    })
}

/** A page of the shop; null when the shop is not built. */
async function pageOf(
  deps: FrontDeps,
  shopOf: () => Promise<Shop | null>,
  url: URL,
  nonce: string,
): Promise<ShopAnswer | null> {
  const { fetcher, publicUrl } = deps
  const nowMs = (deps.clock ?? Date.now)()
  try {
    const shop = await shopOf()
    if (!shop) return null
    return await shop.bundle.render({ url, fetcher, publicUrl, nonce, nowMs, assets: shop.assets })
  } catch (fault) {
    return { status: 500, html: lastPage(url), fault }
  }
}

/** What is said when not even the shop's own page of faults can be drawn. */
function lastPage({ pathname }: URL): string {
  const [lang, text] = /^\/en(\/|$)/.test(pathname)
    ? ['en', 'This page cannot be shown right now. Try again in a moment.']
    : ['fr', 'Cette page ne peut pas être montrée pour l’instant. Réessayez dans un moment.']
  return `<!doctype html><html lang="${lang}"><meta charset="utf-8"><title>Guichet</title><p>${text}</p></html>`
}
