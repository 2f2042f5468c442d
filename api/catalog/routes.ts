import { createHash } from 'node:crypto'
import { Hono, type Context } from 'hono'
import type { TypedResponse } from 'hono'
import { z } from 'zod'
import { json, params, query, route, type Env } from '../body.ts'
import type { Catalog } from '../shared/catalog.ts'
import { DAY_FORM, MONTH_FORM } from '../shared/span.ts'
import { local, toDay, ZONE } from '../shared/time.ts'
import { cachedBooks } from './catalog.ts'
import {
  departuresJson,
  nextOfEachJson,
  stockJson,
  type Departure,
  type DepartureList,
  type StockList,
} from './departures.ts'
import { MOST_FAVOURITES, setFavourites } from './favourites.ts'
import { monthForAll, type Month } from './month.ts'
import { shopOffice, shopProductBySlug, shopProducts, type ShopOffice, type ShopProduct } from './shop.ts'

const day = z.iso.date().regex(DAY_FORM)
const month = z.string().regex(MONTH_FORM)
const product = z.string().regex(/^prd_[0-9a-z]{26}$/)
const span = z.object({ day, to: day.optional(), product: product.optional() })

const Favourites = z.strictObject({
  unitIds: z
    .array(z.string().regex(/^uni_[0-9a-z]{26}$/))
    .max(MOST_FAVOURITES)
    .refine((ids) => new Set(ids).size === ids.length, { error: 'a fare is named twice' }),
})

/** A visitor's page may be a second old, so that a proxy answers the crowd; staff always ask again. */
const PUBLIC = 'public, max-age=1, stale-while-revalidate=2'
const REVALIDATED = 'private, no-cache'

type Sent<T> = Response & TypedResponse<T, 200, 'json'>

/** JSON text that is already written, with its ETag; 304 without a body when the reader has it. */
function sent<T>(c: Context<Env>, body: string, cache: string, tag?: string): Sent<T> {
  const etag = tag ?? `"${createHash('sha1').update(body).digest('base64url')}"`
  const headers = { ETag: etag, 'Cache-Control': cache }
  const known = c.req.header('If-None-Match')?.split(/\s*,\s*/)
  const fresh = known?.some((k) => k === '*' || k.replace(/^W\//, '') === etag) ?? false
  const response = fresh
    ? c.body(null, 304, headers)
    : c.body(body, 200, { ...headers, 'Content-Type': 'application/json; charset=utf-8' })
  return response as Response as Sent<T>
}

/** For signed-in people: the catalogue as a register keeps it, departures and stock. */
export const catalogRoutes = new Hono<Env>()
  .get(
    '/catalog',
    route({ may: 'catalog.read', summary: 'The live catalogue, and the tiles of each register' }),
    async (c) => {
      const books = await cachedBooks(c.var.ctx.db)
      const { catalog } = books.index
      const answer = { ...catalog, favourites: books.favourites }
      return sent<Catalog & { favourites: Record<string, string[]> }>(
        c,
        JSON.stringify(answer),
        REVALIDATED,
        `"c${catalog.version}"`,
      )
    },
  )
  .get(
    '/departures',
    route({
      may: 'catalog.read',
      summary: 'Sessions of a day, or of up to 31 days, with the seats of their counters',
      refusals: ['bad_request'],
    }),
    query(span),
    async (c) => {
      const asked = c.req.valid('query')
      const body = await departuresJson(c.var.ctx.db, {
        day: toDay(asked.day),
        to: toDay(asked.to ?? asked.day),
        ...(asked.product ? { productId: asked.product } : {}),
      })
      return sent<DepartureList>(c, body, REVALIDATED)
    },
  )
  .get(
    '/stock',
    route({ may: 'catalog.read', summary: 'What is left of goods and of counted open-dated products' }),
    async (c) => sent<StockList>(c, await stockJson(c.var.ctx.db), REVALIDATED),
  )
  .put(
    '/favourites/:register',
    route({
      may: 'favourite.set',
      summary: 'Set the tiles of a register, in order',
      answer: Favourites,
      refusals: ['bad_request', 'not_found', 'not_on_sale'],
    }),
    params(z.object({ register: z.string().regex(/^reg_[0-9a-z]{26}$/) })),
    json(Favourites),
    async (c) => {
      const { unitIds } = c.req.valid('json')
      await setFavourites(c.var.ctx, c.req.valid('param').register, unitIds)
      return c.json({ unitIds })
    },
  )

/** For everybody: what is sold online, its departures and its months. */
export const shopRoutes = new Hono<Env>()
  .get(
    '/products',
    route({
      may: 'public',
      summary: 'What is sold online, priced for a day (default: today)',
      refusals: ['bad_request'],
    }),
    query(z.object({ day: day.optional() })),
    async (c) => {
      const books = await cachedBooks(c.var.ctx.db)
      const on = toDay(c.req.valid('query').day ?? local(c.var.ctx.now, books.office?.zone ?? ZONE).day)
      const answer = { day: on, version: books.index.catalog.version, products: shopProducts(books, on) }
      return sent<{ day: string; version: number; products: ShopProduct[] }>(
        c,
        JSON.stringify(answer),
        PUBLIC,
        `"p${answer.version}-${on}"`,
      )
    },
  )
  .get(
    '/products/:slug',
    route({
      may: 'public',
      summary: 'One product sold online, priced for a day (default: today)',
      refusals: ['bad_request', 'not_found'],
    }),
    params(z.object({ slug: z.string().max(120) })),
    query(z.object({ day: day.optional() })),
    async (c) => {
      const books = await cachedBooks(c.var.ctx.db)
      const on = toDay(c.req.valid('query').day ?? local(c.var.ctx.now, books.office?.zone ?? ZONE).day)
      const answer = shopProductBySlug(books, c.req.valid('param').slug, on)
      return sent<ShopProduct>(c, JSON.stringify(answer), PUBLIC)
    },
  )
  .get(
    '/departures',
    route({
      may: 'public',
      summary: 'Sessions sold online of a day, or of up to 31 days',
      refusals: ['bad_request'],
    }),
    query(span),
    async (c) => {
      const asked = c.req.valid('query')
      const body = await departuresJson(c.var.ctx.db, {
        day: toDay(asked.day),
        to: toDay(asked.to ?? asked.day),
        channel: 'ONLINE',
        ...(asked.product ? { productId: asked.product } : {}),
      })
      return sent<DepartureList>(c, body, PUBLIC)
    },
  )
  .get(
    '/next',
    route({ may: 'public', summary: 'The next departure with a place of each product sold online' }),
    async (c) => {
      const { db, now } = c.var.ctx
      const { office } = await cachedBooks(db)
      const body = await nextOfEachJson(db, local(now, office?.zone ?? ZONE).day, now)
      return sent<{ sessions: Departure[] }>(c, body, PUBLIC)
    },
  )
  .get(
    '/calendar/:slug',
    route({
      may: 'public',
      summary: 'A month of a product, day by day: places of its open departures, and places left',
      refusals: ['bad_request', 'not_found'],
    }),
    params(z.object({ slug: z.string().max(120) })),
    query(z.object({ month })),
    async (c) => {
      const { db, now } = c.var.ctx
      const asked = { slug: c.req.valid('param').slug, month: c.req.valid('query').month, now }
      return sent<Month>(c, await monthForAll(db, asked), PUBLIC)
    },
  )
  .get(
    '/office',
    route({ may: 'public', summary: 'Name and places of the office', refusals: ['not_set_up'] }),
    async (c) => {
      const answer = shopOffice(await cachedBooks(c.var.ctx.db))
      return sent<ShopOffice>(c, JSON.stringify(answer), PUBLIC)
    },
  )
