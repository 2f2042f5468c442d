import type { Channel, Family } from '../shared/catalog.ts'
import type { Dimension, ReportRow, Split } from '../shared/report.ts'
import { local } from '../shared/time.ts'

/** How a column's values are written: text as it is, whole numbers, cents as euros, days, moments, shares of 1. */
export type Kind = 'text' | 'whole' | 'euros' | 'day' | 'moment' | 'share'
export type Value = string | number | null
/** Head of a column of a file for people: the file is read in France, by Excel. */
export type Head = { title: string; kind: Kind; width: number }
export type Column<T> = Head & { of: (row: T) => Value }

export const FAMILY: Record<Family, string> = {
  BOAT: 'Bateaux',
  WATER: 'Nautisme',
  VISIT: 'Visites et musées',
  EVENT: 'Spectacles',
  TRAIN: 'Petit train',
  WELLNESS: 'Thalasso',
  RAIL: 'SNCF',
  BOUTIQUE: 'Boutique',
}
const CHANNEL: Record<Channel, string> = { COUNTER: 'Guichet', ONLINE: 'En ligne', RESELLER: 'Revendeurs' }
const DIMENSION: Record<Dimension, string> = {
  month: 'Mois',
  family: 'Famille',
  provider: 'Prestataire',
  product: 'Produit',
  site: 'Point d’accueil',
  channel: 'Canal',
  agent: 'Agent',
}

/** Columns of the sold lines; a moment is the civil date and time in the office's zone. */
export function rowColumns(zone: string): Column<ReportRow>[] {
  const column = (title: string, kind: Kind, width: number, of: (row: ReportRow) => Value) => ({
    title,
    kind,
    width,
    of,
  })
  return [
    column('Ticket', 'text', 18, (r) => r.number),
    column('Date et heure', 'moment', 18, (r) => {
      const { day, time } = local(r.at, zone)
      return `${day}T${time}`
    }),
    column('Journée', 'day', 12, (r) => r.day),
    column('Point d’accueil', 'text', 18, (r) => r.site),
    column('Caisse', 'text', 10, (r) => r.register),
    column('Canal', 'text', 12, (r) => CHANNEL[r.channel]),
    column('Agent', 'text', 16, (r) => r.agent),
    column('Famille', 'text', 18, (r) => FAMILY[r.family]),
    column('Prestataire', 'text', 26, (r) => r.provider),
    column('Produit', 'text', 34, (r) => r.product),
    column('Tarif', 'text', 16, (r) => r.fare),
    column('Date de visite', 'day', 14, (r) => r.serviceDay),
    column('Quantité', 'whole', 10, (r) => r.qty),
    column('Remise TTC', 'euros', 12, (r) => r.discountC),
    column('Montant TTC', 'euros', 13, (r) => r.totalC),
    column('Vente propre HT', 'euros', 16, (r) => r.ownHtC),
    column('TVA collectée', 'euros', 14, (r) => r.vatC),
    column('Commission HT', 'euros', 15, (r) => r.commissionC),
  ]
}

/** Columns of figures split by a dimension, with those of a year before. */
export function splitColumns(by: Dimension): Column<Split>[] {
  const figures = (when: 'now' | 'before', suffix: string): Column<Split>[] => [
    { title: `Volume TTC${suffix}`, kind: 'euros', width: 18, of: (s) => s[when].grossC },
    { title: `Vente propre HT${suffix}`, kind: 'euros', width: 18, of: (s) => s[when].ownHtC },
    { title: `Commission HT${suffix}`, kind: 'euros', width: 18, of: (s) => s[when].commissionC },
    { title: `Billets${suffix}`, kind: 'whole', width: 12, of: (s) => s[when].tickets },
    { title: `Ventes${suffix}`, kind: 'whole', width: 12, of: (s) => s[when].sales },
  ]
  return [
    { title: DIMENSION[by], kind: 'text', width: 34, of: (s) => nameOf(by, s) },
    ...figures('now', ''),
    { title: 'Remplissage', kind: 'share', width: 12, of: (s) => s.fill },
    ...figures('before', ' un an avant'),
  ]
}

function nameOf(by: Dimension, { key, label }: Split): string {
  if (by === 'family') return FAMILY[key as Family] ?? label
  if (by === 'channel') return CHANNEL[key as Channel] ?? label
  return label
}

/** The values of a row, column by column. */
export function valuesOf<T>(columns: readonly Column<T>[], row: T): Value[] {
  return columns.map(({ of }) => of(row))
}
