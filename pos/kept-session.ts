import { ROLES, type Role } from '../api/shared/role.ts'
import type { Me } from './answers.ts'

/** A session of a till lasts a day at most: what is older is nobody's any more (ms). */
export const KEPT_FOR = 24 * 60 * 60_000

/**
 * What a device may know of who is signed in while the server is away: a name, what it opens, the office and its
 * registers. No token (the cookie is out of reach of scripts), and not the colleagues.
 */
export function sessionToKeep(me: Me, at: number): string {
  const { agent, office, registers } = me
  return JSON.stringify({ at, me: { agent, office, registers, sites: [], agents: [], now: me.now } })
}

/** What was kept, unless it is older than a day, from the future, or not a session. */
export function sessionFrom(text: string | null, now: number): Me | null {
  if (text === null) return null
  try {
    const { at, me } = JSON.parse(text) as { at: number; me: Me }
    const fresh = at <= now && now - at <= KEPT_FOR
    const known: readonly string[] = ROLES
    const whole =
      typeof me.agent.name === 'string' &&
      Array.isArray(me.registers) &&
      typeof me.office.zone === 'string' &&
      me.agent.roles.every((role: Role) => known.includes(role))
    return fresh && whole ? me : null
  } catch {
    return null
  }
}
