import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { Hono, type Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { encodingFor, readBuilt } from './front-files.ts'
import { ALWAYS, COMMON, FOREVER, SHOP_HEADERS, transport } from './front-headers.ts'
import { moved, notBuilt, pageOf, send, sendPage, shopLoader, VISIT, type PageDeps } from './front-shop.ts'

export type FrontDeps = PageDeps & {
  /** Where the built fronts are: pos/, shop/ and shop-server/ under it. */
  distDir: string
  /** Told of what stood in the way of a page: the visitor sees only that something did. */
  onFault?: (fault: unknown) => void
}

const POS_HEADERS = {
  ...COMMON,
  'Referrer-Policy': 'same-origin',
  // The gate scans by camera; a receipt printer may be on a socket of the device.
  'Permissions-Policy': 'camera=(self), geolocation=(), microphone=(), payment=(), serial=(self), usb=(self)',
  // Receipts are shown and printed from blobs; the reader of codes is compiled, which is all that `wasm-unsafe-eval` allows.
  'Content-Security-Policy':
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; manifest-src 'self'; style-src 'self'; img-src 'self' data: blob:; frame-src 'self' blob:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'",
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
  const secure = transport(deps.publicUrl)
  const isSecure = deps.publicUrl.startsWith('https:')
  return new Hono()
    .use(async (c, next) => {
      await next()
      for (const [name, value] of Object.entries(secure)) c.res.headers.set(name, value)
    })
    .route('/', posRoutes(deps.distDir))
    .get('/assets/:file', async (c) => {
      const headers = { ...COMMON, 'Cache-Control': FOREVER }
      const file = await sendBuilt(c, join(deps.distDir, 'shop'), `assets/${c.req.param('file')}`, headers)
      return file ?? c.text('Not found', 404, { ...COMMON, 'Cache-Control': 'no-store' })
    })
    .get('/robots.txt', (c) =>
      c.text(
        `User-agent: *\nDisallow: /api/\nDisallow: /pos/\nSitemap: ${deps.publicUrl}/sitemap.xml\n`,
        200,
        { ...COMMON, 'Cache-Control': 'public, max-age=3600' },
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
      const visit = getCookie(c, VISIT.name) ?? null
      const accepts = c.req.header('accept-language') ?? null
      const answer = await pageOf(deps, shopOf, { url: new URL(c.req.url), accepts, visit })
      if (!answer) return notBuilt(c, SHOP_HEADERS)
      if ('location' in answer) return moved(c, answer)
      if (answer.fault !== undefined) deps.onFault?.(answer.fault)
      // Only a press on our own pages says what somebody prefers; a link that was sent to him does not.
      const chosen = c.req.header('sec-fetch-site') === 'same-origin' ? answer.visit : undefined
      if (chosen !== undefined) {
        const rules = { path: '/', httpOnly: true, sameSite: 'Lax', secure: isSecure } as const
        setCookie(c, VISIT.name, chosen, { ...rules, maxAge: VISIT.seconds })
      }
      return sendPage(c, answer, chosen === undefined)
    })
}
