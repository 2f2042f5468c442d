import { mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliDecompressSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createFront } from './front.ts'
import { encodingFor, packBuilt } from './front-files.ts'

const folder = mkdtempSync(join(tmpdir(), 'guichet-front-'))
const write = (path: string, text: string) => {
  mkdirSync(join(folder, path, '..'), { recursive: true })
  writeFileSync(join(folder, path), text)
}
const faults: unknown[] = []
let now = 1_000_000_000_000
const front = createFront({
  distDir: folder,
  fetcher: () => new Response('{}'),
  publicUrl: 'https://shop.example',
  clock: () => now,
  onFault: (fault) => faults.push(fault),
})
const get = (path: string, headers: Record<string, string> = {}) =>
  front.request(`http://127.0.0.1${path}`, { headers })

afterAll(() => rmSync(folder, { recursive: true }))

test('an encoding is answered only to those who take it', () => {
  expect(encodingFor('gzip, deflate, br')).toBe('br')
  expect(encodingFor('gzip;q=0.8')).toBe('gzip')
  expect(encodingFor('br;q=0, gzip')).toBe('gzip')
  expect(encodingFor(null)).toBeNull()
})

test('fronts that are not built say so', async () => {
  for (const path of ['/', '/en', '/fr/sejour', '/pos/', '/pos/sell', '/sitemap.xml']) {
    const answer = await get(path)
    expect([path, answer.status]).toEqual([path, 503])
    expect(await answer.text()).toContain('not built')
  }
})

describe('built', () => {
  beforeAll(() => {
    write('pos/index.html', '<!doctype html><title>Caisse</title>')
    write('pos/assets/app-1.js', `export const a = '${'x'.repeat(4000)}'`)
    write('secret.txt', 'secret')
    write('shop/.vite/manifest.json', JSON.stringify({ 'style.css': { file: 'assets/s.css' } }))
    write(
      'shop-server/entry-server.js',
      `export const render = async (r) => { if (r.url.pathname.endsWith('boom')) throw new Error('boom'); return r.url.pathname === '/drawn' ? { status: 500, html: 'drawn', fault: 'told' } : r.url.pathname === '/sejour' ? { status: 301, location: '/fr/sejour' } : r.url.pathname === '/' ? { status: 302, location: '/' + (r.visit ?? r.accepts ?? 'fr') } : r.url.pathname === '/en' ? { status: 200, html: 'home', visit: 'en.home' } : ({ status: r.url.pathname === '/fr' ? 200 : 404, html: 'at ' + r.nowMs, byLanguage: r.url.pathname === '/gone' }) }
       export const sitemap = async (r) => '<urlset>' + r.publicUrl + '</urlset>'`,
    )
  })

  test('the signed-in application has one page for every address, and a missing file is missing', async () => {
    for (const path of ['/pos/', '/pos/sell/ses_1']) expect((await get(path)).status).toBe(200)
    for (const path of [
      '/pos/assets/gone.js',
      '/pos/gone.js',
      '/pos/assets/',
      '/pos/assets/..%2f..%2fsecret.txt',
    ]) {
      expect([path, (await get(path)).status]).toEqual([path, 404])
    }
    expect((await get('/pos')).headers.get('location')).toBe('/pos/')
  })

  test('hashed files are kept for ever and compressed; pages are asked for again', async () => {
    const file = await get('/pos/assets/app-1.js', { 'accept-encoding': 'br' })
    expect(file.headers.get('cache-control')).toContain('immutable')
    expect(file.headers.get('content-encoding')).toBe('br')
    const page = await get('/pos/')
    expect(page.headers.get('cache-control')).toBe('no-cache')
    const again = await get('/pos/', { 'if-none-match': page.headers.get('etag') ?? '' })
    expect(again.status).toBe(304)
  })

  test('files that the build packed are sent as they are, unless they were written again since', async () => {
    write('shop/assets/p.js', `export const p = '${'y'.repeat(4000)}'`)
    await packBuilt(join(folder, 'shop'))
    const packed = readFileSync(join(folder, 'shop/assets/p.js.br'))
    const sent = async () => {
      const answer = await get('/assets/p.js', { 'accept-encoding': 'br' })
      expect(answer.headers.get('content-encoding')).toBe('br')
      return Buffer.from(await answer.arrayBuffer())
    }
    expect(await sent()).toEqual(packed)
    write('shop/assets/p.js', `export const p = '${'z'.repeat(5000)}'`)
    utimesSync(join(folder, 'shop/assets/p.js.br'), 1, 1)
    expect(brotliDecompressSync(await sent()).toString()).toContain('zzz')
  })

  test('nothing runs in a page of the shop but our own files, and nobody may frame it', async () => {
    const { headers } = await get('/fr')
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self';")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toMatch(/unsafe|nonce|https?:|\*/)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('referrer-policy')).toBe('strict-origin-when-cross-origin')
    expect(headers.get('permissions-policy')).toContain('geolocation=()')
  })

  test('the staff application reaches the camera and the sockets of its device, the shop reaches nothing', async () => {
    const policy = async (path: string) => (await get(path)).headers.get('permissions-policy')?.split(', ')
    for (const of of ['camera', 'serial', 'usb']) {
      expect(await policy('/pos/counter')).toContain(`${of}=(self)`)
      expect(await policy('/fr')).toContain(`${of}=()`)
    }
  })

  test('every answer of a public office asks for https from then on, one on a desk does not', async () => {
    const desk = createFront({
      distDir: folder,
      fetcher: () => new Response('{}'),
      publicUrl: 'http://localhost',
    })
    for (const path of [
      '/',
      '/fr',
      '/gone',
      '/robots.txt',
      '/pos/',
      '/pos/assets/app-1.js',
      '/assets/no.js',
    ]) {
      const hsts = async (at: typeof front) =>
        (await at.request(`http://127.0.0.1${path}`)).headers.get('strict-transport-security')
      expect([path, await hsts(front)]).toEqual([path, 'max-age=31536000; includeSubDomains'])
      expect([path, await hsts(desk)]).toEqual([path, null])
    }
  })

  test('a page is kept for a second, and not sent again until it says something else', async () => {
    const page = await get('/fr', { 'accept-encoding': 'br' })
    expect(page.headers.get('cache-control')).toBe('public, max-age=1, stale-while-revalidate=2')
    const known = { 'if-none-match': page.headers.get('etag') ?? '' }
    now += 9_999
    const again = await get('/fr', known)
    expect([again.status, await again.text()]).toEqual([304, ''])
    expect(again.headers.get('content-security-policy')).toContain("default-src 'none'")
    now += 1
    expect((await get('/fr', known)).status).toBe(200)
    const gone = await get('/gone')
    expect([gone.status, gone.headers.get('etag')]).toEqual([404, null])
  })

  test('a page in the language that its reader likes is kept for readers who like the same', async () => {
    expect((await get('/gone')).headers.get('vary')).toBe('Accept-Encoding, Accept-Language')
    expect((await get('/fr/gone')).headers.get('vary')).toBe('Accept-Encoding')
  })

  test('the bare address leads on by what the browser likes or kept, and no cache mixes the two up', async () => {
    for (const [headers, location] of [
      [{}, '/fr'],
      [{ 'accept-language': 'en' }, '/en'],
      [{ 'accept-language': 'fr', cookie: 'other=1; visit=en.stay' }, '/en.stay'],
    ] as const) {
      const answer = await get('/', headers)
      expect([answer.status, answer.headers.get('location')]).toEqual([302, location])
      expect(answer.headers.get('vary')).toBe('Accept-Language, Cookie')
      expect(answer.headers.get('cache-control')).toBe('private, no-cache')
    }
    const old = await get('/sejour')
    expect([old.status, old.headers.get('location')]).toEqual([301, '/fr/sejour'])
  })

  test('what a visitor chose is kept when he chose it here, and a link that was sent to him chooses nothing', async () => {
    const chosen = await get('/en', { 'sec-fetch-site': 'same-origin' })
    expect(chosen.headers.get('set-cookie')).toBe(
      'visit=en.home; Max-Age=31536000; Path=/; HttpOnly; Secure; SameSite=Lax',
    )
    expect(chosen.headers.get('cache-control')).toBe('private, no-cache')
    for (const site of ['cross-site', 'none', 'same-site']) {
      const sent = await get('/en', { 'sec-fetch-site': site })
      expect([site, sent.headers.get('set-cookie')]).toEqual([site, null])
      expect(sent.headers.get('cache-control')).toContain('public')
    }
    expect((await get('/fr', { 'sec-fetch-site': 'same-origin' })).headers.get('set-cookie')).toBeNull()
  })

  test('a page that cannot be made is still a page, in the language of its address, and the fault is told', async () => {
    for (const [path, text] of [
      ['/boom', 'Réessayez'],
      ['/en/boom', 'Try again'],
    ] as const) {
      const answer = await get(path)
      expect([path, answer.status]).toEqual([path, 500])
      expect(answer.headers.get('content-type')).toContain('text/html')
      expect(answer.headers.get('cache-control')).toBe('no-store')
      expect(await answer.text()).toContain(text)
    }
    expect(await (await get('/drawn')).text()).toBe('drawn')
    expect(faults.splice(0).map(String)).toEqual(['Error: boom', 'Error: boom', 'told'])
  })

  test('the signed-in application may do no more than it does: its own camera, its own compiled reader', async () => {
    const page = await get('/pos/')
    const policy = page.headers.get('content-security-policy') ?? ''
    expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval';")
    expect(policy).toContain("worker-src 'self';")
    expect(policy.replace('wasm-unsafe-eval', '')).not.toMatch(/unsafe|https?:/)
    expect(page.headers.get('permissions-policy')).toContain('camera=(self)')
    const shop = await get('/fr')
    expect(shop.headers.get('content-security-policy')).not.toContain('unsafe')
    expect(shop.headers.get('permissions-policy')).toContain('camera=()')
  })

  test('what starts the application from a cache is asked for again each time, and may not be missing', async () => {
    write('pos/sw.js', 'self')
    write('pos/guichet.webmanifest', '{}')
    const worker = await get('/pos/sw.js')
    expect(worker.headers.get('cache-control')).toBe('no-cache')
    expect(worker.headers.get('content-type')).toContain('text/javascript')
    const manifest = await get('/pos/guichet.webmanifest')
    expect(manifest.headers.get('content-type')).toContain('application/manifest+json')
    expect((await get('/pos/sw-gone.js')).status).toBe(404)
  })

  test('robots are told where the pages are', async () => {
    expect(await (await get('/robots.txt')).text()).toContain('https://shop.example/sitemap.xml')
    expect(await (await get('/sitemap.xml')).text()).toContain('https://shop.example')
  })
})
