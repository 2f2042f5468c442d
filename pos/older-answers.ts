import type { Me } from './answers.ts'

type Printer = Me['registers'][number]['printer']

/**
 * An answer of an API that is older than these screens, or what the device kept of one: what it does not say yet is as
 * it was then. A register without a printer prints by the browser.
 */
export function ofAnOlderApi<R extends { printer?: Printer }, M extends { registers: R[] }>(me: M) {
  const registers = me.registers.map((one) => ({
    ...one,
    printer: one.printer ?? { kind: 'BROWSER' as const, columns: 48 as const },
  }))
  return { ...me, registers }
}
