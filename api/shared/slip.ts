/**
 * One element of a slip of 80 mm paper, from top to bottom: a receipt printer, a browser and a page draw the same list.
 * `pair` holds a figure at the right end of its line; `figure` is what is read at arm's length.
 */
export type SlipRow =
  | { kind: 'title'; text: string }
  | { kind: 'text'; text: string; bold?: boolean; center?: boolean; small?: boolean }
  | { kind: 'pair'; left: string; right: string; bold?: boolean; indent?: boolean }
  | { kind: 'heading'; text: string }
  | { kind: 'table'; head: string[]; rows: string[][]; foot: string[] }
  | { kind: 'total'; left: string; right: string }
  | { kind: 'box'; text: string; note: string | null }
  | { kind: 'code'; text: string }
  | { kind: 'dashes' }
  | { kind: 'gap' }
  | { kind: 'figure'; text: string }
  /** A QR code: what it says, and its dark modules as a path of `size` by `size` for whoever draws it. */
  | { kind: 'qr'; text: string; path: string; size: number }

/** A receipt, an entry ticket, a note: what is cut off in one piece. */
export type Slip = readonly SlipRow[]

/** What of a sale comes out. */
export const PAPERS = ['RECEIPT', 'TICKETS', 'BOTH'] as const
export type Papers = (typeof PAPERS)[number]
