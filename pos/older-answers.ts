import type { Me } from './answers.ts'

type Register = Me['registers'][number]

/**
 * An answer of an API that is older than these screens, or what the device kept of one: what it does not say yet is as
 * it was then. A register without a printer prints by the browser, and one without a kind
 * is no school's.
 */
export function ofAnOlderApi<
  R extends Partial<Pick<Register, 'printer' | 'kind'>>,
  M extends { registers: R[] },
>(me: M) {
  const registers = me.registers.map((one) => ({
    ...one,
    kind: one.kind ?? ('COUNTER' as const),
    printer: one.printer ?? { kind: 'BROWSER' as const, columns: 48 as const },
  }))
  return { ...me, registers }
}
