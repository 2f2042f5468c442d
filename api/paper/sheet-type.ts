/** A4 papers of the office: slips for the bank, versements, hand-overs, statements; plain lines and tables, no art. */
export type SheetTable = {
  title: string | null
  heads: readonly string[]
  /** Widths of the columns beside each other; the first is left, the others right unless `left` names them. */
  widths: readonly number[]
  left?: readonly number[]
  rows: readonly (readonly string[])[]
  total?: readonly string[]
}

export type SheetView = {
  office: { name: string; address: string; siret: string; demo: boolean }
  title: string
  number: string
  /** Name and value, two by two under the title. */
  facts: readonly (readonly [name: string, value: string])[]
  tables: readonly SheetTable[]
  /** The total in figures, and in letters. */
  total: { name: string; figures: string; letters: string } | null
  notes: readonly string[]
  /** Who signs, each with a frame. */
  signs: readonly string[]
  foot: string
}
