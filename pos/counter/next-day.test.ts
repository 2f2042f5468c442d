import { expect, test } from 'vitest'
import { toDay, type Day } from '../../api/shared/time.ts'
import { givenProduct } from './given-product.ts'
import { createNextDay } from './next-day.ts'

const product = (id: string) => givenProduct(id, { id })

/** A till that waits for its answers; `heard` is what the agent sees of them. */
function given() {
  const answers = new Map<string, { resolve: (day: Day | null) => void; reject: (why: Error) => void }>()
  const heard: string[] = []
  const nextDay = createNextDay({
    programme: {
      nextDay: (id) => new Promise((resolve, reject) => answers.set(id, { resolve, reject })),
    },
    show: ({ id }, day) => heard.push(`${id} ${day}`),
    say: (text) => heard.push(text),
  })
  return { nextDay, answers, heard }
}
const day = toDay('2026-08-17')

test('a product is shown on the next day that it leaves, or said to have none', async () => {
  const { nextDay, answers, heard } = given()
  const shown = nextDay.go(product('golfe'))
  answers.get('golfe')?.resolve(day)
  await shown
  const none = nextDay.go(product('houat'))
  answers.get('houat')?.resolve(null)
  await none
  expect(heard).toEqual(['golfe 2026-08-17', expect.stringContaining('houat')])
})

test('an answer that comes too late changes and says nothing', async () => {
  const { nextDay, answers, heard } = given()
  const [first, second, third] = ['a', 'b', 'c'].map((id) => nextDay.go(product(id)))
  answers.get('b')?.resolve(day)
  answers.get('a')?.reject(new Error('no answer'))
  nextDay.forget()
  answers.get('c')?.resolve(day)
  await Promise.all([first, second, third])
  expect(heard).toEqual([])
})

test('no answer is said', async () => {
  const { nextDay, answers, heard } = given()
  const failed = nextDay.go(product('golfe'))
  answers.get('golfe')?.reject(new Error('no answer'))
  await failed
  expect(heard).toHaveLength(1)
})
