import type { Day, Instant } from '../api/shared/time.ts'

/** A small office for tests and benchmarks: the family's boat, a topoguide, the SNCF; everything by known names. */
export type Given = {
  site: string
  registers: string[]
  /** The register without a drawer, whose log is the office's. */
  office: string
  shifts: string[]
  staff: { id: string; code: string }
  boat: { product: string; option: string; adult: string; child: string; baby: string; family: string }
  sessions: { id: string; counter: string; startsAt: Instant }[]
  topoguide: GivenGoods
  /** All goods, the topoguide first: each has a stock of its own. */
  goods: GivenGoods[]
  sncf: { product: string; option: string; unit: string }
  /** An SNCF ticket whose fare the terminal prints. */
  rail: { product: string; option: string; unit: string }
  provider: string
  day: Day
}

export type GivenGoods = { product: string; option: string; unit: string; counter: string }

export type GivenOptions = {
  now: Instant
  goods?: number
  registers?: number
  sessions?: number
  capacity?: number
  stock?: number
  /** Open a shift on each register. */
  open?: boolean
}
