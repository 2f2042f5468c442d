import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { correct } from './correct.ts'
import { closures } from './closures.ts'
import { counter } from './counter.ts'
import { display } from './display.ts'
import { t } from './fr.ts'
import { groups } from './groups.ts'
import { mail } from './mail.ts'
import { discount, favourites, parked } from './extra.ts'
import { orders } from './orders.ts'
import { railMemo } from './rail-memo.ts'
import { regie } from './regie.ts'
import { remittances } from './remittances.ts'
import { sncf } from './sncf.ts'
import { refunds } from './refunds.ts'
import { visitor } from './visitor.ts'

const ROOT = join(import.meta.dirname, '..')

/** Every source of the staff application but the texts and the tests. */
function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return entry.name === 'text' ? [] : sources(path)
    return /(?<!\.test)\.tsx?$/.test(entry.name) ? [readFileSync(path, 'utf8')] : []
  })
}

/** The keys of `texts` that no source reads: `t.scan.title`. A group that is read by a variable (`t.errors[code]`) is whole. */
function unused(texts: Record<string, unknown>, own: string, file: string): string[] {
  const imported = new RegExp(`import \\{ ${own}(?: as (\\w+))? \\} from '[./]+text/${file}'`)
  const code = sources(ROOT).flatMap((source) => {
    const found = imported.exec(source)
    const name = found?.[1] ?? own
    return found ? [source.replaceAll(new RegExp(`(?<![.\\w])${name}\\.`, 'g'), 'TEXT.')] : []
  })
  const all = code.join('\n')
  const read = (path: string) => new RegExp(`\\bTEXT\\.${path}\\b`).test(all)
  const whole = (path: string) => new RegExp(`\\bTEXT\\.${path}\\b(?!\\.)`).test(all)
  return Object.entries(texts).flatMap(([group, value]) => {
    if (typeof value !== 'object' || value === null) return read(group) ? [] : [group]
    if (whole(group)) return []
    return Object.keys(value).flatMap((key) => (read(`${group}\\.${key}`) ? [] : [`${group}.${key}`]))
  })
}

test('every text of the staff application is shown somewhere', () => {
  expect(unused(t, 't', 'fr.ts')).toEqual([])
})

test('every text of the closures is shown somewhere', () => {
  expect(unused(closures, 'closures', 'closures.ts')).toEqual([])
})

test('every text of the counter is shown somewhere', () => {
  expect(unused(counter, 'counter', 'counter.ts')).toEqual([])
})

test('every text of what the counter asks is shown somewhere', () => {
  expect(unused(visitor, 'visitor', 'visitor.ts')).toEqual([])
  expect(unused(parked, 'parked', 'extra.ts')).toEqual([])
  expect(unused(discount, 'discount', 'extra.ts')).toEqual([])
  expect(unused(favourites, 'favourites', 'extra.ts')).toEqual([])
})

test('every text of the customer’s display is shown somewhere', () => {
  expect(unused(display, 'display', 'display.ts')).toEqual([])
})

test('every text of corrections and of refunds is shown somewhere', () => {
  expect(unused(correct, 'correct', 'correct.ts')).toEqual([])
  expect(unused(refunds, 'refunds', 'refunds.ts')).toEqual([])
})

test('every text of the orders and of the letters is shown somewhere', () => {
  expect(unused(orders, 'orders', 'orders.ts')).toEqual([])
  expect(unused(mail, 'mail', 'mail.ts')).toEqual([])
})

test('every text of the régie, the remittances and the SNCF is shown somewhere', () => {
  expect(unused(regie, 'regie', 'regie.ts')).toEqual([])
  expect(unused(remittances, 'remittances', 'remittances.ts')).toEqual([])
  expect(unused(sncf, 'sncf', 'sncf.ts')).toEqual([])
  expect(unused(railMemo, 'railMemo', 'rail-memo.ts')).toEqual([])
})

test('every text of groups and orders is shown somewhere', () => {
  expect(unused(groups, 'groups', 'groups.ts')).toEqual([])
})
