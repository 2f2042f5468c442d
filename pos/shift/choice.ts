import type { Register } from '../answers.ts'

/** A register as it was when it was chosen: with the session that was open on it, or none. */
export type Choice = { id: string; shiftId: string | null }

export const choiceOf = (one: Register): Choice => ({ id: one.id, shiftId: one.shift?.id ?? null })

/**
 * The register that is proposed: this device's own, else the first that is shut. Never one whose session somebody else
 * opened or holds: taking over a colleague's drawer is chosen, not confirmed. Practising is chosen too.
 */
export function proposed(
  registers: readonly Register[],
  remembered: string | null,
  agentCode: string,
): Choice | null {
  const free = (one: Register) => one.shift === null || (one.shift.heldBy ?? one.shift.openedBy) === agentCode
  const tills = registers.filter((one) => one.kind === 'COUNTER')
  const own = tills.find((one) => one.id === remembered && free(one))
  const first = own ?? tills.find((one) => one.shift === null)
  return first ? choiceOf(first) : null
}

/** The register chosen, as long as it is as it was then: opened or closed meanwhile, it is to be chosen again. */
export function stillChosen(registers: readonly Register[], choice: Choice | null): Register | null {
  const one = registers.find(({ id }) => id === choice?.id)
  return one && choiceOf(one).shiftId === choice?.shiftId ? one : null
}
