import { expect, test } from 'vitest'
import { toDay } from '../../api/shared/time.ts'
import { dayOf, daysWords, percent, shares, shortDay, signed, timeOf, wholeEuros } from './format.ts'
import { t } from './fr.ts'

test('amounts and shares have no-break spaces and the true minus', () => {
  expect(wholeEuros(23_141_299)).toBe('231\u00a0412\u00a0€')
  expect(signed(2_197_600, wholeEuros)).toBe('+\u00a021\u00a0976\u00a0€')
  expect(signed(-34_000)).toBe('\u2212\u00a0340,00\u00a0€')
  expect(signed(0)).toBe('0,00\u00a0€')
  expect(percent(0.7234)).toBe('72,3\u00a0%')
})

test('shares beside each other make 100,0 and never say that nothing was sold', () => {
  expect(shares([1, 1, 1])).toEqual(['33,4\u00a0%', '33,3\u00a0%', '33,3\u00a0%'])
  expect(shares([1_000_000, 3, 0])).toEqual(['100,0\u00a0%', 'moins de 0,1\u00a0%', '0,0\u00a0%'])
  expect(shares([0, 0])).toEqual(['', ''])
})

test('a moment is said in the zone of the office, not of the device', () => {
  expect(timeOf('2026-08-13T07:02:00.000Z', 'Europe/Paris')).toBe('09:02')
  expect(dayOf('2026-12-31T23:30:00.000Z', 'Europe/Paris')).toBe('2027-01-01')
  expect(shortDay(toDay('2026-08-13'))).toBe('jeu.\u00a013\u00a0août')
  expect(shortDay(toDay('2026-09-01'))).toBe('mar.\u00a01er\u00a0sept.')
})

/** Every text, with its functions called on plain words. */
function texts(node: unknown): string[] {
  if (typeof node === 'string') return [node]
  if (typeof node === 'function') return [String(node('2', '3', '4', '5'))]
  return node && typeof node === 'object' ? Object.values(node).flatMap(texts) : []
}

test('no text breaks before a high sign, nor carries a narrow space that the font lacks', () => {
  const wrong = texts(t).filter((text) => / [:;?!»%€]|« |\u202f|'/.test(text))
  expect(wrong).toEqual([])
})

test('a column of dates says the year only where there are several', () => {
  const days = ['2026-08-13', '2025-12-31'].map(toDay)
  expect(days.map(daysWords(days.slice(0, 1)))).toEqual(['13/08', '31/12'])
  expect(days.map(daysWords(days))).toEqual(['13/08/2026', '31/12/2025'])
})
