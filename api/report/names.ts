import type { Db } from '../../db/index.ts'
import type { Family } from '../shared/catalog.ts'
import { AppError } from '../shared/errors.ts'
import { OWN, type Dimension } from '../shared/report.ts'

/** What reports need of the office. */
export type OfficeAim = { name: string; zone: string; targetC: number; targetExcludes: Family[] }

/** The office's target and zone; throws `not_set_up` when there is no office. */
export async function officeAim(db: Db): Promise<OfficeAim> {
  const [row] = await db.sql<OfficeAim[]>`
    SELECT name, zone, target_c AS "targetC", target_excludes AS "targetExcludes" FROM office`
  if (!row) throw new AppError('not_set_up')
  return row
}

type Named = 'provider' | 'product' | 'site' | 'agent'
export type Names = Record<Named, Readonly<Record<string, string>>>

/** What people call the things that figures are split by, as they are called now, retired ones too. */
export async function loadNames(db: Db): Promise<Names> {
  const [row] = await db.sql<Names[]>`
    SELECT coalesce((SELECT json_object_agg(id, name) FROM provider), '{}') AS provider,
           coalesce((SELECT json_object_agg(id, text->'fr'->>'title') FROM product), '{}') AS product,
           coalesce((SELECT json_object_agg(id, name) FROM site), '{}') AS site,
           coalesce((SELECT json_object_agg(id, name) FROM staff), '{}') AS agent`
  return row as Names
}

/** The name of a key. Months, families and channels are codes, which the screens put into words. */
export function labelOf(names: Names, office: OfficeAim, dimension: Dimension, key: string): string {
  if (dimension === 'month' || dimension === 'family' || dimension === 'channel') return key
  if (dimension === 'provider' && key === OWN) return office.name
  return names[dimension][key] ?? key
}
