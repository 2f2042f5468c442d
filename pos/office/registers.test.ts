import { expect, test } from 'vitest'
import type { Printer } from '../../api/shared/printer.ts'
import { draftOf, isSet, printerOf } from './registers.ts'

const network: Printer = { kind: 'NETWORK', columns: 42, host: '192.168.1.40', port: 9101 }

test('what is set is what is shown, and is not to be saved again', () => {
  for (const printer of [network, { kind: 'USB', columns: 48 } as const]) {
    const draft = draftOf(printer)
    expect(printerOf(draft)).toEqual({ printer })
    expect(isSet(draft, printer)).toBe(true)
    expect(isSet({ ...draft, columns: printer.columns === 48 ? 42 : 48 }, printer)).toBe(false)
  }
  expect(isSet({ ...draftOf(network), host: '' }, network)).toBe(false)
})

test('an address outside the office and a port of something else are said to be wrong', () => {
  const draft = draftOf(network)
  expect(printerOf({ ...draft, host: '8.8.8.8' })).toEqual({ wrong: 'host' })
  expect(printerOf({ ...draft, host: '' })).toEqual({ wrong: 'host' })
  for (const port of ['', '80', '9200', '9100.5', '9e3', '91 00'])
    expect(printerOf({ ...draft, port })).toEqual({ wrong: 'port' })
  expect(printerOf({ ...draft, host: ' imprimante-bourg ' })).toMatchObject({
    printer: { host: 'imprimante-bourg' },
  })
})
