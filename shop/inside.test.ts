import { expect, test } from 'vitest'
import { unwrap } from '../api/client.ts'
import { readCalendar, readProduct } from './ask.ts'
import { insideClient } from './inside.ts'

const BAD = ['../live', '..', '.', '../office', '%2e%2e%2flive', '%2e%2e', 'a/b', 'A', '', 'x'.repeat(121)]

test('a slug that is none never reaches the API, however it is written', async () => {
  const asked: string[] = []
  const client = insideClient('https://shop.example', (request) => {
    asked.push(request.url)
    return Response.json({})
  })
  for (const slug of BAD) {
    await expect(readProduct(client, slug), slug).rejects.toMatchObject({ code: 'not_found', status: 404 })
    await expect(readCalendar(client, slug, '2026-08'), slug).rejects.toMatchObject({ code: 'not_found' })
  }
  expect(asked).toEqual([])
  await readProduct(client, 'kayak-2h')
  expect(asked).toEqual(['https://shop.example/api/shop/products/kayak-2h'])
})

test('a stream is no answer, and is let go at once', async () => {
  let left = false
  const body = new ReadableStream({ cancel: () => void (left = true) })
  const headers = { 'Content-Type': 'text/event-stream' }
  const client = insideClient('https://shop.example', () => new Response(body, { headers }))
  await expect(unwrap(client.api.shop.office.$get())).rejects.toMatchObject({ code: 'unavailable' })
  await expect.poll(() => left).toBe(true)
})

test('what does not come in time is no answer, and is let go when it comes', async () => {
  let left = false
  let come: (answer: Response) => void = () => {}
  const pending = new Promise<Response>((resolve) => {
    come = resolve
  })
  const client = insideClient('https://shop.example', () => pending, 20)
  await expect(unwrap(client.api.shop.office.$get())).rejects.toMatchObject({ code: 'unavailable' })
  come(new Response(new ReadableStream({ cancel: () => void (left = true) })))
  await expect.poll(() => left).toBe(true)
})
