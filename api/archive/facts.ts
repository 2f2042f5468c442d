import type { Tx } from '../../db/index.ts'
import { CORE_DIGEST, CORE_VERSION, SOFTWARE } from '../journal/digest.ts'
import { EVENT } from '../journal/event.ts'
import type { Instant } from '../shared/time.ts'

/** The office as an archive names it: public facts alone, nobody's name, number nor address. */
export type Facts = {
  office: {
    name: string
    address: string
    postcode: string
    city: string
    siret: string
    naf: string | null
    vatNumber: string | null
    vatMention: string | null
    legalForm: string
    yearStartMonth: number
    zone: string
    demo: boolean
  }
  software: { name: string; version: string; coreDigest: string }
  /** Every core that ran here, as the event log tells. */
  versions: { at: Instant; version: string; coreDigest: string }[]
  sites: { code: string; name: string; city: string }[]
  registers: {
    id: string
    code: string
    name: string
    kind: string
    site: string
    openedAt: Instant
    closedAt: Instant | null
  }[]
}

/** What `parametres.json` says. */
export async function readFacts(sql: Tx['sql']): Promise<Facts> {
  const [office] = await sql<Facts['office'][]>`
    SELECT name, address, postcode, city, siret, NULL AS naf, vat_number AS "vatNumber", vat_mention AS "vatMention",
           legal_form AS "legalForm", year_start_month AS "yearStartMonth", zone, demo
      FROM office WHERE id = 1`
  if (!office) throw new Error('there is no office to archive')
  const sites = await sql<Facts['sites']>`SELECT code, name, city FROM site ORDER BY code`
  const registers = await sql<Facts['registers']>`
    SELECT r.id, r.code, r.name, r.kind, s.code AS site, r.opened_at AS "openedAt", r.closed_at AS "closedAt"
      FROM register r JOIN site s ON s.id = r.site_id ORDER BY r.code`
  const told = await sql<{ at: Instant; payload: string }[]>`
    SELECT recorded_at AS at, payload FROM journal_record
     WHERE journal = 'L' AND strpos(payload, ${`"code":"${EVENT.VERSION_STARTED}"`}) > 0
     ORDER BY recorded_at`
  const versions = told.map(({ at, payload }) => {
    const { detail } = JSON.parse(payload) as { detail: { version: string; coreDigest: string } }
    return { at, version: detail.version, coreDigest: detail.coreDigest }
  })
  const software = { name: SOFTWARE.name, version: CORE_VERSION, coreDigest: CORE_DIGEST }
  return { office, software, versions, sites: [...sites], registers: [...registers] }
}

export type ArchivedKey = { id: string; algorithm: string; publicKey: string }

/** The public half of every key that ever signed the journal. */
export async function readJournalKeys(sql: Tx['sql']): Promise<ArchivedKey[]> {
  const rows = await sql<ArchivedKey[]>`
    SELECT id, algorithm, public_key AS "publicKey" FROM signing_key WHERE purpose = 'JOURNAL' ORDER BY created, id`
  return [...rows]
}
