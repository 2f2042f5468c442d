import type { Db } from '../db/index.ts'
import { AppError } from './shared/errors.ts'
import { may, type Permission, type Role } from './shared/role.ts'
import type { Instant } from './shared/time.ts'
import type { Keyring } from './keyring.ts'

/** Who acts. Resellers get their own kind with the OCTO API. */
export type Actor =
  | { kind: 'staff'; staffId: string; code: string; name: string; roles: readonly Role[]; providerId: null }
  | {
      kind: 'provider'
      staffId: string
      code: string
      name: string
      roles: readonly Role[]
      providerId: string
    }
  | { kind: 'visitor' }
  | { kind: 'system' }

export type SignedIn = Extract<Actor, { staffId: string }>

/** What a command is given: the database, who acts, and the moment, which is fixed for the whole command. */
export type Ctx = {
  db: Db
  actor: Actor
  now: Instant
  keys: Keyring
  requestId: string
}

/** Refuses when the actor may not; returns the signed-in person. The first line of every command. */
export function permit(actor: Actor, permission: Permission): SignedIn {
  if (actor.kind === 'visitor' || actor.kind === 'system') throw new AppError('unauthenticated')
  if (!may(actor.roles, permission)) throw new AppError('forbidden', { permission })
  return actor
}

/** Stable text for the audit: who, without a name. */
export function actorRef(actor: Actor): string {
  return 'staffId' in actor ? actor.staffId : actor.kind
}
