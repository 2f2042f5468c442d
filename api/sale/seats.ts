import type { CatalogIndex, Option, Product } from '../shared/catalog.ts'
import { AppError } from '../shared/errors.ts'
import { mayFollow } from '../shared/leg.ts'
import { seatsOf } from '../shared/price.ts'
import type { Instant } from '../shared/time.ts'
import type { HoldLineInput } from './input.ts'
import type { SessionRow, State } from './load.ts'

/** A basket line matched with the catalogue and its sessions. */
export type MatchedLine = {
  product: Product
  option: Option
  sessions: SessionRow[]
  /** Seats taken from each counter below. */
  seats: number
  counterIds: string[]
}

type Refused = { line: number } & Record<string, unknown>

/**
 * Matches basket lines with the catalogue: its fares, and sessions of the option, as many as it takes, open, before their cut-off.
 * Throws the refusal that comes first; `lines[].line` is the index in the basket.
 */
export function matchLines(
  index: CatalogIndex,
  state: Pick<State, 'sessions' | 'groups'>,
  lines: readonly HoldLineInput[],
  now: Instant,
): MatchedLine[] {
  return lines.map((input, line) => {
    const found = index.options.get(input.optionId)
    if (!found) throw new AppError('not_on_sale', { lines: [{ line }] })
    const { product, option } = found
    refuseFares(index, input, line)
    const sessions = matchSessions(option, state, input.sessionIds, line)
    const count = input.units.reduce((sum, u) => sum + u.qty, 0)
    const needed = product.kind === 'GOODS' ? count : seatsOf(index, input)
    for (const session of sessions) {
      if (session.closedAt !== null) {
        throw new AppError('session_closed', {
          lines: [
            { line, sessionId: session.id, needed, reason: session.closedReason, at: session.closedAt },
          ],
        })
      }
      if (session.cutoffAt <= now) {
        throw new AppError('cutoff_passed', {
          lines: [{ line, sessionId: session.id, needed, cutoffAt: session.cutoffAt }],
        })
      }
    }
    if (option.maxUnits !== null && count > option.maxUnits) {
      throw new AppError('not_on_sale', { lines: [{ line, maxUnits: option.maxUnits }] })
    }
    const own = product.counterId ? [product.counterId] : []
    return {
      product,
      option,
      sessions,
      seats: needed,
      counterIds: [...sessions.map((s) => s.counterId), ...own],
    }
  })
}

/** Every fare is one of the option's, and sold at the counter. */
function refuseFares(index: CatalogIndex, input: HoldLineInput, line: number): void {
  for (const { unitId } of input.units) {
    const fare = index.fares.get(unitId)
    if (fare?.option.id === input.optionId && fare.product.channels.includes('COUNTER')) continue
    throw new AppError('not_on_sale', { lines: [{ line, unitId }] })
  }
}

function matchSessions(
  option: Option,
  state: Pick<State, 'sessions' | 'groups'>,
  ids: readonly string[],
  line: number,
): SessionRow[] {
  const mismatch = () => new AppError('sessions_mismatch', { lines: [{ line }] })
  const sessions = ids.map((id) => {
    const session = state.sessions.get(id)
    if (!session || session.optionId !== option.id) throw mismatch()
    return session
  })
  sessions.sort((a, b) => (a.startsAt < b.startsAt ? -1 : 1))
  if (new Set(ids).size !== ids.length) throw mismatch()
  const wanted =
    option.take === 'ONE'
      ? 1
      : option.take === 'LEGS'
        ? option.legs.length
        : option.take === 'NONE'
          ? 0
          : null
  if (wanted !== null && sessions.length !== wanted) throw mismatch()
  // In order of time, each leg once, in order; and nobody leaves again before having arrived.
  if (option.take === 'LEGS' && sessions.some((s, i) => s.leg !== i || leavesTooSoon(s, sessions[i - 1])))
    throw mismatch()
  if (option.take === 'GROUP') {
    const groupId = sessions[0]?.groupId
    const whole = groupId ? state.groups.get(groupId) : undefined
    if (!whole || whole.length !== sessions.length || sessions.some((s) => s.groupId !== groupId))
      throw mismatch()
  }
  return sessions
}

const leavesTooSoon = (next: SessionRow, before: SessionRow | undefined) =>
  before !== undefined && !mayFollow(next, before)

/** What matched lines need of each counter, and which line asks first. */
export function needOf(lines: readonly MatchedLine[]): Map<string, { seats: number; line: number }> {
  const need = new Map<string, { seats: number; line: number }>()
  for (const [line, matched] of lines.entries()) {
    for (const counterId of matched.counterIds) {
      const known = need.get(counterId)
      if (known) known.seats += matched.seats
      else need.set(counterId, { seats: matched.seats, line })
    }
  }
  return need
}

/**
 * Refuses with `sold_out` when a counter has fewer free places than needed; what the same order holds counts as free
 * for it. `lines[].left` is what this order could have, `sessionId` the session that is full when there is one.
 */
export function refuseSoldOut(
  lines: readonly MatchedLine[],
  state: Pick<State, 'counters'>,
  ownHeld: ReadonlyMap<string, number>,
): void {
  const refused: Refused[] = []
  for (const [counterId, need] of needOf(lines)) {
    const counter = state.counters.get(counterId)
    const left = counter ? counter.capacity - counter.taken - counter.held + (ownHeld.get(counterId) ?? 0) : 0
    if (need.seats > left) {
      for (const [line, matched] of lines.entries()) {
        if (!matched.counterIds.includes(counterId)) continue
        const sessionId = matched.sessions.find((s) => s.counterId === counterId)?.id
        refused.push({
          line,
          ...(sessionId ? { sessionId } : {}),
          left: Math.max(0, left),
          needed: need.seats,
        })
      }
    }
  }
  if (refused.length > 0) throw new AppError('sold_out', { lines: refused })
}
