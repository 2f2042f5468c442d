import { FAMILIES, type Family } from '../../api/shared/catalog.ts'
import type { Day } from '../../api/shared/time.ts'
import { readDepartures, readNext } from '../ask.ts'
import { dayAfter, dayName, isDay } from '../day.ts'
import { ideasOf, shutOf, type Idea, type Shut } from '../idea.ts'
import type { Departure, Product } from '../model.ts'
import { FamilyPage } from '../page/Family.tsx'
import { Home } from '../page/Home.tsx'
import { Stay } from '../page/Stay.tsx'
import type { Tile } from '../part/Tiles.tsx'
import { link, pathOf } from '../path.ts'
import { crumbs, listFacts, officeFacts } from '../schema-org.ts'
import { readProducts, todayAt, type Asked, type View } from './asked.ts'

const artOf = (ideas: readonly Idea[]) => ideas.map((i) => i.product.art)

/** A tile for each family that sells something, drawn as its first product. */
function tilesOf({ voice, party }: Asked, products: readonly Product[]): Tile[] {
  return FAMILIES.flatMap((family) => {
    const own = products.filter((p) => p.family === family)
    const [first] = own
    if (!first) return []
    const href = link(voice.lang, { page: 'family', family }, { party })
    return [{ family, name: voice.t.family[family], art: first.art, count: own.length, href }]
  })
}

/** How far ahead the first page looks when nothing leaves today nor tomorrow, and how many days it then shows. */
const AHEAD_DAYS = 30
const NEAREST = 2

async function nearestDays(asked: Asked, products: readonly Product[], today: Day) {
  const list = await readDepartures(asked.client, {
    day: dayAfter(today, 2),
    to: dayAfter(today, AHEAD_DAYS),
  })
  return [...new Set(list.map((d) => d.day))]
    .sort()
    .map((day) => ({ day, ideas: ideasOf(products, list, day, asked.nowMs) }))
    .filter((near) => near.ideas.length > 0)
    .slice(0, NEAREST)
}

/** What is closed on a day, each with its next departure: asked for only when something is. */
async function shutOn(
  asked: Asked,
  products: readonly Product[],
  list: readonly Departure[],
  day: Day,
): Promise<Shut[]> {
  const shut = (next: ReadonlyMap<string, Departure>) => shutOf(products, list, day, asked.nowMs, next)
  return shut(new Map()).length > 0 ? shut(await readNext(asked.client)) : []
}

/** What leaves from now on, today and tomorrow. */
export async function homeView(asked: Asked): Promise<View> {
  const { voice, party, nowMs, office } = asked
  const today = todayAt(asked)
  const [products, list] = await Promise.all([
    readProducts(asked),
    readDepartures(asked.client, { day: today, to: dayAfter(today) }),
  ])
  const now = ideasOf(products, list, today, nowMs)
  const tomorrow = ideasOf(products, list, dayAfter(today), nowMs)
  const shut = await shutOn(asked, products, list, today)
  const nearest = now.length + tomorrow.length === 0 ? await nearestDays(asked, products, today) : []
  const tiles = tilesOf(asked, products)
  return {
    title: voice.t.homeTitle(office.city),
    description: voice.t.homeMeta(office.city),
    facts: [officeFacts(office, asked.publicUrl)],
    art: [
      ...artOf(now),
      ...artOf(tomorrow),
      ...nearest.flatMap((near) => artOf(near.ideas)),
      ...tiles.map((tile) => tile.art),
    ],
    body: () => (
      <Home
        voice={voice}
        party={party}
        choosing={asked.query.has('who')}
        now={nowMs}
        day={today}
        today={now}
        shut={shut}
        tomorrow={tomorrow}
        nearest={nearest}
        tiles={tiles}
      />
    ),
  }
}

/** Everything that is sold, by family; or what can be done on the day that was asked for. */
export async function stayView(asked: Asked): Promise<View> {
  const { voice, party, office, nowMs } = asked
  const today = todayAt(asked)
  const said = asked.query.get('day') ?? ''
  const day = isDay(said) && said >= today ? said : null
  const [products, list] = await Promise.all([
    readProducts(asked, day ?? undefined),
    day ? readDepartures(asked.client, { day }) : [],
  ])
  const families = FAMILIES.map((family) => ({
    family,
    name: voice.t.family[family],
    products: products.filter((p) => p.family === family),
  })).filter((f) => f.products.length > 0)
  const ideas = day ? ideasOf(products, list, day, nowMs) : []
  const shut = day ? await shutOn(asked, products, list, day) : []
  const tiles = tilesOf(asked, products)
  return {
    title: voice.t.stayTitle(office.city),
    description: voice.t.stayMeta(office.name),
    facts: [officeFacts(office, asked.publicUrl)],
    art: products.map((p) => p.art),
    body: () => (
      <Stay
        voice={voice}
        city={office.city}
        party={party}
        choosing={asked.query.has('who')}
        now={nowMs}
        today={today}
        day={day && { day, name: dayName(voice.lang, day), ideas, shut }}
        families={families}
        tiles={tiles}
      />
    ),
  }
}

/** The day to announce when nothing of a family leaves today nor tomorrow: the first on which something does. */
function resumes(nexts: readonly (Departure | null)[], today: Day): Day | null {
  const days = nexts.flatMap((d) => (d ? [d.day] : [])).sort()
  const [first] = days
  return first && first > dayAfter(today) ? first : null
}

/** One family: what it has, from which price for this party, and when each leaves next. */
export async function familyView(asked: Asked, family: Family): Promise<View> {
  const { voice, party, office, publicUrl } = asked
  const [products, next] = await Promise.all([readProducts(asked), readNext(asked.client)])
  const own = products
    .filter((p) => p.family === family)
    .map((product) => ({ product, next: next.get(product.id) ?? null }))
  const today = todayAt(asked)
  const tiles = tilesOf(asked, products).filter((tile) => tile.family !== family)
  const name = voice.t.family[family]
  const at = (path: string) => publicUrl + path
  return {
    title: voice.t.familyTitle(name, office.city),
    description: voice.t.familyMeta(name, office.city),
    facts: [
      crumbs([
        { name: voice.t.shop(office.city), url: at(pathOf(voice.lang, { page: 'home' })) },
        { name, url: at(pathOf(voice.lang, { page: 'family', family })) },
      ]),
      ...(own.length > 0
        ? [
            listFacts(
              own.map((o) => o.product),
              voice.lang,
              (slug) => at(pathOf(voice.lang, { page: 'product', slug })),
            ),
          ]
        : []),
    ],
    art: [...own.map((o) => o.product.art), ...tiles.map((tile) => tile.art)],
    body: () => (
      <FamilyPage
        voice={voice}
        family={family}
        city={office.city}
        party={party}
        query={asked.query}
        now={asked.nowMs}
        today={today}
        resumes={resumes(
          own.map((o) => o.next),
          today,
        )}
        products={own}
        tiles={tiles}
      />
    ),
  }
}
