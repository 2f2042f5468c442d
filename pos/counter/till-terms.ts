import type { Sold } from './last-sold.ts'
import type { TillApi } from './till-api.ts'

/** One line over the list: what was done, or why nothing was. */
export type Notice = { kind: 'info' | 'tan' | 'few'; text: string }

/** What a till is given by the screen that it is on: who sells, where, and the office's limits in cents. */
export type TillTerms = {
  api: TillApi
  registerId: string
  /** True on a school register: nothing is sold (MODE ÉCOLE). */
  school?: boolean
  /** The register whose tiles are shown; its own when not said. */
  tilesOf?: string
  shiftId: () => string | null
  agentId: () => string | null
  refreshSession: () => Promise<void>
  /** A sale is committed, be its screen gone by then. */
  onSold: (sold: Sold) => void
  /** Opens the order that a scanned ticket or receipt belongs to; false when the code is of none. */
  openOrder: (code: string) => Promise<boolean>
  /** The card reader of this register, where cards are taken on one; null otherwise. */
  readerId: () => string | null
  /** True where cards are not really charged. */
  simulated: () => boolean
  /** Why nothing can be sold for now, in words; null when it can. */
  payWaits?: () => string | null
  office: {
    name: string
    zone: string
    cashCeilingC: number
    cashCeilingNonResidentC: number
    noteFromC: number
  }
  /** On a phone the departures are a tab of their own. */
  small: boolean
}

/** The office's limits for a payment; in MODE ÉCOLE no note is due, since nothing is bought. */
export function limitsOf({ office, school }: Pick<TillTerms, 'office' | 'school'>): TillTerms['office'] {
  return school ? { ...office, noteFromC: Infinity } : office
}
