import type { discount } from '../schema/index.ts'
import { seedId } from './id.ts'

type Row = typeof discount.$inferInsert

/** What the demonstration takes off: places given, an agent's tenth, more by who answers for the drawer, a gesture. */
export function discountRows(): Row[] {
  const rows: Omit<Row, 'id' | 'position'>[] = [
    {
      code: 'OFFERT',
      name: { fr: 'Place offerte', en: 'Free place' },
      kind: 'FREE',
      most: 10_000,
      roles: ['agent', 'regisseur', 'manager'],
      reasons: ['GROUP_LEADER', 'DRIVER', 'PRESS'],
      families: null,
      onBehalf: true,
      active: true,
    },
    {
      code: 'REMISE10',
      name: { fr: 'Remise', en: 'Discount' },
      kind: 'PERCENT',
      most: 1_000,
      roles: ['agent', 'regisseur', 'manager'],
      reasons: ['LOYALTY', 'PARTNER', 'DAMAGED'],
      families: null,
      onBehalf: false,
      active: true,
    },
    {
      code: 'REMISE30',
      name: { fr: 'Remise de la direction', en: 'Management discount' },
      kind: 'PERCENT',
      most: 3_000,
      roles: ['regisseur', 'manager'],
      reasons: ['PARTNER', 'STAFF', 'DAMAGED', 'COMPLAINT'],
      families: null,
      onBehalf: false,
      active: true,
    },
    {
      code: 'GESTE',
      name: { fr: 'Geste commercial', en: 'Goodwill' },
      kind: 'AMOUNT',
      most: 500,
      roles: ['regisseur', 'manager'],
      reasons: ['COMPLAINT'],
      families: null,
      onBehalf: false,
      active: true,
    },
  ]
  return rows.map((row, i) => ({ id: seedId('discount', row.code), ...row, position: i + 1 }))
}
