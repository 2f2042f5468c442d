import { ApiProblem } from '../../api/client.ts'
import { formatEuros } from '../../api/shared/money.ts'
import { readDay, readProduct } from '../ask.ts'
import { isDay, shortDay } from '../day.ts'
import { named, wordsOf } from '../model.ts'
import { Counters, type Wish } from '../page/Counters.tsx'
import { countsOf, sumOf } from '../party.ts'
import { link } from '../path.ts'
import { officeFacts } from '../schema-org.ts'
import { optionFor, slotsOf } from '../slot.ts'
import type { Asked, View } from './asked.ts'

/** What was chosen before Réserver, read again so that nobody reads out an old price; null when nothing was. */
async function wishOf(asked: Asked): Promise<Wish | null> {
  const slug = asked.query.get('activity')
  if (!slug) return null
  const said = asked.query.get('day') ?? ''
  const day = isDay(said) ? said : null
  const product = await readProduct(asked.client, slug).catch(absent)
  if (!product) return null
  const at = asked.query.getAll('at').slice(0, 4)
  const read = day ? await readDay(asked.client, product, day) : null
  const slots = read && day ? slotsOf(read.sessions, day).filter((s) => at.includes(s.key)) : []
  const { voice, party } = asked
  const option = optionFor({ options: read?.options ?? product.options }, slots[0])
  const counts = option ? countsOf(option, party).filter((c) => c.qty > 0) : []
  const { words, foreign } = wordsOf(product, voice.lang)
  return {
    title: words.title,
    foreign,
    art: product.art,
    when: [day ? shortDay(voice.lang, day) : '', ...slots.map((s) => s.time)].filter(Boolean).join(', '),
    whom: counts.map((c) => `${named(c.unit.name, voice.lang)} × ${c.qty}`).join(', '),
    price: formatEuros(sumOf(counts).totalC, voice.lang),
    href: link(voice.lang, { page: 'product', slug }, { party, day, at }),
  }
}

function absent(error: unknown): null {
  if (error instanceof ApiProblem && error.status === 404) return null
  throw error
}

/** Where to book until it can be done online. */
export async function countersView(asked: Asked): Promise<View> {
  const { voice, office } = asked
  const wish = await wishOf(asked)
  return {
    title: voice.t.countersTitle(office.city),
    description: voice.t.countersMeta(office.name),
    facts: [officeFacts(office, asked.publicUrl)],
    art: wish ? [wish.art] : [],
    body: () => <Counters voice={voice} office={office} wish={wish} />,
  }
}
