import { z } from 'zod'
import type { Db } from '../../db/index.ts'
import { permit, type Ctx } from '../context.ts'
import { PrinterShape } from '../print/form.ts'
import { openShifts } from '../register/current.ts'
import { openTrainings } from '../training/open.ts'
import { AppError } from '../shared/errors.ts'
import { PERMISSIONS, ROLES } from '../shared/role.ts'

/** What a device needs to know about who acts on it, and where: the answer to sign-in and to each change of agent. */
export const Me = z.object({
  agent: z.object({
    id: z.string(),
    code: z.string(),
    name: z.string(),
    roles: z.array(z.enum(ROLES)),
    providerId: z.string().nullable(),
  }),
  office: z.object({
    name: z.string(),
    zone: z.string(),
    demo: z.boolean(),
    targetC: z.number().int(),
    cashCeilingC: z.number().int(),
    cashCeilingNonResidentC: z.number().int(),
    noteFromC: z.number().int(),
  }),
  sites: z.array(z.object({ id: z.string(), code: z.string(), name: z.string() })),
  registers: z.array(
    z.object({
      id: z.string(),
      code: z.string(),
      name: z.string(),
      /** SCHOOL: a register to practise on, where nothing is sold. It is no cash point. */
      kind: z.enum(['COUNTER', 'SCHOOL']),
      siteId: z.string(),
      siteName: z.string(),
      /** Where its paper comes out. */
      printer: PrinterShape,
      /** The card reader that stands beside it. */
      readerId: z.string().nullable(),
      /** Its open session; of a school register, the open training, which has no cash. */
      shift: z
        .object({
          id: z.string(),
          openedAt: z.string(),
          openedBy: z.string(),
          heldBy: z.string(),
          floatC: z.number().int(),
        })
        .nullable(),
    }),
  ),
  agents: z.array(z.object({ code: z.string(), name: z.string() })),
  /** The server's moment: a device whose clock is wrong goes by it. */
  now: z.string(),
})
export type Me = z.infer<typeof Me>

/**
 * Who acts, the office, its sites and cash registers with their open shift, and who may take over by PIN. A provider
 * sees the office's name, not its registers nor its people.
 */
export async function me(ctx: Ctx): Promise<Me> {
  const actor = permit(ctx.actor, 'self.read')
  const [office] = await ctx.db.sql<Me['office'][]>`
    SELECT name, zone, demo, target_c AS "targetC", cash_ceiling_c AS "cashCeilingC",
           cash_ceiling_non_resident_c AS "cashCeilingNonResidentC", note_from_c AS "noteFromC"
      FROM office`
  if (!office) throw new AppError('not_set_up')
  const agent = {
    id: actor.staffId,
    code: actor.code,
    name: actor.name,
    roles: [...actor.roles],
    providerId: actor.providerId,
  }
  if (actor.kind === 'provider') return { agent, office, sites: [], registers: [], agents: [], now: ctx.now }
  const [sites, registers, agents] = await Promise.all([
    sitesOf(ctx.db),
    registersOf(ctx.db),
    agentsOf(ctx.db),
  ])
  return { agent, office, sites, registers, agents, now: ctx.now }
}

async function sitesOf(db: Db): Promise<Me['sites']> {
  const rows = await db.sql<Me['sites']>`SELECT id, code, name FROM site ORDER BY position, code`
  return [...rows]
}

/** Registers where an agent can stand or practise, closed ones left out. */
async function registersOf(db: Db): Promise<Me['registers']> {
  const [rows, shifts, trainings] = await Promise.all([
    db.sql<Omit<Me['registers'][number], 'shift'>[]>`
      SELECT r.id, r.code, r.name, r.kind, r.site_id AS "siteId", s.name AS "siteName", r.printer,
             r.reader_id AS "readerId"
        FROM register r JOIN site s ON s.id = r.site_id
       WHERE r.kind IN ('COUNTER', 'SCHOOL') AND r.closed_at IS NULL
       ORDER BY r.kind, s.position, r.code`,
    openShifts(db),
    openTrainings(db),
  ])
  const byRegister = new Map([...shifts, ...trainings].map((shift) => [shift.registerId, shift]))
  return rows.map((row) => {
    const open = byRegister.get(row.id)
    const shift = open
      ? {
          id: open.id,
          openedAt: open.openedAt,
          openedBy: open.openedBy,
          heldBy: open.heldBy,
          floatC: open.floatC,
        }
      : null
    return { ...row, shift }
  })
}

/** People of the office who can take a device over: they have a PIN and a role that sells. */
async function agentsOf(db: Db): Promise<Me['agents']> {
  const rows = await db.sql<Me['agents']>`
    SELECT code, name FROM staff
     WHERE active AND provider_id IS NULL AND pin_hash IS NOT NULL
       AND roles ?| ${[...PERMISSIONS['agent.change']]}::text[]
     ORDER BY name, code`
  return [...rows]
}
