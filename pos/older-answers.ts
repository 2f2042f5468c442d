import type { Me } from './answers.ts'

/**
 * An answer of an API that is older than these screens, or what the device kept of one: what it does not say yet is as
 * it was then. A register without a printer prints by the browser.
 */
export function ofAnOlderApi(me: Me): Me {
  const registers = me.registers.map((one) => ({
    ...one,
    printer: one.printer ?? { kind: 'BROWSER' as const, columns: 48 as const },
  }))
  return { ...me, registers }
}
