import { expect, test } from 'vitest'
import { counter } from './counter.ts'
import { t } from './fr.ts'

test('a family has one name on every screen', () => {
  expect(counter.families).toMatchObject(t.families)
})
