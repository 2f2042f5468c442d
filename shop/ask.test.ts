import { expect, test } from 'vitest'
import { createClient } from '../api/client.ts'
import { readCalendar } from './ask.ts'

test('a month is read day by day: free, few, full, closed', async () => {
  const asked: string[] = []
  const client = createClient('http://shop.example', async (input) => {
    asked.push(input instanceof Request ? input.url : input.toString())
    return Response.json({
      month: '2026-08',
      last: '2027-07',
      days: [
        [3, 96, 40],
        [9, 96, 9],
        [10, 96, 0],
        [31, 0, null],
      ],
    })
  })
  expect(await readCalendar(client, 'golfe', '2026-08')).toEqual({
    month: '2026-08',
    last: '2027-07',
    days: [
      { day: '2026-08-03', state: 'open' },
      { day: '2026-08-09', state: 'few' },
      { day: '2026-08-10', state: 'full' },
      { day: '2026-08-31', state: 'closed' },
    ],
  })
  expect(asked).toEqual(['http://shop.example/api/shop/calendar/golfe?month=2026-08'])
})
