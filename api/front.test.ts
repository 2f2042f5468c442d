import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createFront } from './front.ts'
import { encodingFor } from './front-files.ts'

const folder = mkdtempSync(join(tmpdir(), 'guichet-front-'))
const write = (path: string, text: string) => {
  mkdirSync(join(folder, path, '..'), { recursive: true })
  writeFileSync(join(folder, path), text)
}
const faults: unknown[] = []
const front = createFront({
  distDir: folder,
  fetcher: () => new Response('{}'),
  publicUrl: 'https://shop.example',
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
  for (const path of ['/', '/en', '/pos/', '/pos/sell', '/sitemap.xml']) {
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
      `export const render = async (r) => { if (r.url.pathname.endsWith('boom')) throw new Error('boom'); return r.url.pathname === '/drawn' ? { status: 500, html: 'drawn', fault: 'told' } : r.url.pathname === '/fr' ? { status: 301, location: '/' } : ({ status: r.url.pathname === '/' ? 200 : 404, html: 'nonce ' + r.nonce }) }
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

  test('each page of the shop has its own nonce, and nothing else may run', async () => {
    const [one, two] = [await get('/'), await get('/')]
    const nonce = (await one.text()).slice('nonce '.length)
    const policy = one.headers.get('content-security-policy') ?? ''
    expect(policy).toContain(`script-src 'self' 'nonce-${nonce}'`)
    expect(policy).not.toContain('unsafe')
    expect(two.headers.get('content-security-policy')).not.toBe(policy)
    expect((await get('/gone')).status).toBe(404)
    expect((await get('/fr')).headers.get('location')).toBe('/')
    expect(one.headers.get('set-cookie')).toBeNull()
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
    const shop = await get('/')
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
