import { expect, test } from 'vitest'
import { unwrap } from './client.ts'

const json = { 'content-type': 'application/json' }

test('an answer that is cut, or is not JSON, counts as no answer', async () => {
  for (const body of ['{"id":"sal_1","num', '<html>Portail Wi-Fi</html>', '']) {
    const pending = unwrap(Promise.resolve(new Response(body, { headers: json })))
    await expect(pending).rejects.toMatchObject({ name: 'ApiProblem', code: 'unavailable', status: 200 })
  }
})

test('a refusal keeps its code and data, and a page of a proxy is no refusal of ours', async () => {
  const refused = new Response('{"code":"sold_out","lines":[]}', { status: 409, headers: json })
  await expect(unwrap(Promise.resolve(refused))).rejects.toMatchObject({
    code: 'sold_out',
    data: { code: 'sold_out', lines: [] },
  })
  for (const body of ['<html>Bad Gateway</html>', 'null']) {
    const proxy = new Response(body, { status: 502, headers: json })
    await expect(unwrap(Promise.resolve(proxy))).rejects.toMatchObject({ code: 'unavailable', status: 502 })
  }
})
