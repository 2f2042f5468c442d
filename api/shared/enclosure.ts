/** A document that goes with a letter, made again from committed rows each time. */
export type Enclosure =
  | { kind: 'RECEIPT' | 'TICKETS'; saleId: string; copy?: number }
  | { kind: 'QUOTE'; quoteId: string }
