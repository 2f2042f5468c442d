import { sumCents, type Cents } from '../../api/shared/money.ts'
import type { Basket } from '../counter/basket.ts'

/** What a till still has when its session is about to be closed. */
export type LeftBehind = {
  /** Lines of the basket on the till. */
  lines: number
  /** A sale was sent and not answered: nobody knows whether it is made. */
  isSent: boolean
  /** Money that was received for what is not sold, by means of payment. */
  received: { means: string; amountC: Cents }[]
}

/** Reads it from what the device keeps: the basket on the till, and those set aside. */
export function leftBehind(basket: Basket | null, parked: readonly Basket[]): LeftBehind {
  // What was put for a sale that was sent is its own question: it may be sold.
  const unsold = [basket, ...parked].flatMap((one) => (one && !one.sent ? one.tenders : []))
  const means = [...new Set(unsold.map((one) => one.means))]
  return {
    lines: basket?.lines.length ?? 0,
    isSent: (basket?.sent ?? null) !== null,
    received: means.map((name) => ({
      means: name,
      amountC: sumCents(unsold.filter((one) => one.means === name).map((one) => one.amountC)),
    })),
  }
}

/** Whether the agent must say that they have seen it before the session is closed: money may be missing or too much. */
export const mustBeSeen = ({ isSent, received }: LeftBehind): boolean => isSent || received.length > 0
