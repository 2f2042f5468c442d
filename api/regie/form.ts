import { z } from 'zod'
import { dayField } from '../day-field.ts'
import { idField } from '../id-field.ts'
import { FAMILIES } from '../shared/catalog.ts'
import { PART_PLACES, REGIE_ALERTS, REGIE_MEANS, REGIE_ROLES, REVENUE_KINDS } from '../shared/regie.ts'

const Amount = z.number().int().min(0).max(1_000_000_000)
const ActNumber = z.string().trim().min(1).max(40)
const some = <T extends readonly [string, ...string[]]>(values: T) =>
  z.array(z.enum(values)).min(1).max(values.length)

export const ActInput = z
  .strictObject({
    actNumber: ActNumber,
    actOn: dayField,
    validFrom: dayField,
    validTo: dayField.nullable(),
    mostHeldC: Amount.min(1),
    floatC: Amount,
    everyDays: z.number().int().min(1).max(31),
    chequeDays: z.number().int().min(1).max(8),
    accountant: z.string().trim().min(1).max(120),
    treasuryAccount: z.string().trim().min(1).max(40).nullable(),
    siteIds: z.array(idField('site')).min(1).max(50),
    families: some(FAMILIES),
    kinds: some(REVENUE_KINDS),
    means: some(REGIE_MEANS),
  })
  .refine((act) => act.validTo === null || act.validTo >= act.validFrom, {
    path: ['validTo'],
    message: 'before validFrom',
  })
export type ActInput = z.infer<typeof ActInput>

export const ActorInput = z.strictObject({
  id: idField('regieActor'),
  staffId: idField('staff'),
  role: z.enum(REGIE_ROLES),
  actNumber: ActNumber,
  actOn: dayField,
  validFrom: dayField,
})
export type ActorInput = z.infer<typeof ActorInput>

export const ActorEnd = z.strictObject({ validTo: dayField })

export const VersementInput = z.strictObject({
  id: idField('versement'),
  parts: z
    .array(
      z.strictObject({
        place: z.enum(PART_PLACES),
        siteId: idField('site').nullable(),
        amountC: Amount.min(1),
      }),
    )
    .min(1)
    .max(50)
    .refine(
      (parts) => new Set(parts.map((p) => `${p.place} ${p.siteId}`)).size === parts.length,
      'a place twice',
    ),
})
export type VersementInput = z.infer<typeof VersementInput>

export const HandInInput = z.strictObject({ day: dayField, receipt: z.string().trim().min(1).max(60) })
export type HandInInput = z.infer<typeof HandInInput>

export const HandoverInput = z.strictObject({
  id: idField('handover'),
  fromStaff: idField('staff'),
  toStaff: idField('staff'),
  counts: z
    .array(
      z.strictObject({
        place: z.enum(['DRAWER', 'SAFE']),
        id: z.union([idField('register'), idField('site')]),
        countedC: Amount,
      }),
    )
    .max(100),
})
export type HandoverInput = z.infer<typeof HandoverInput>

const Act = z.object({ version: z.int(), ...ActInput.shape, at: z.string() })
const Actor = z.object({
  id: z.string(),
  staffId: z.string(),
  name: z.string(),
  code: z.string(),
  role: z.enum(REGIE_ROLES),
  actNumber: z.string(),
  actOn: z.string(),
  validFrom: z.string(),
  validTo: z.string().nullable(),
})
const Source = z.object({
  place: z.enum(PART_PLACES),
  siteId: z.string().nullable(),
  site: z.string().nullable(),
  account: z.string(),
  availableC: z.int(),
})
const Held = z.object({
  drawersC: z.int(),
  safeC: z.int(),
  chequesC: z.int(),
  ancvC: z.int(),
  cardsC: z.int(),
  treasuryC: z.int(),
})

export const Versement = z.object({
  id: z.string(),
  kind: z.enum(['REGIE', 'BANK']),
  number: z.string(),
  status: z.enum(['PREPARED', 'HANDED_IN', 'VOID']),
  fromDay: z.string(),
  toDay: z.string(),
  totalC: z.int(),
  by: z.string(),
  at: z.string(),
  handedOn: z.string().nullable(),
  receipt: z.string().nullable(),
})
export type Versement = z.infer<typeof Versement>

export const Handover = z.object({
  id: z.string(),
  number: z.string(),
  from: z.string(),
  to: z.string(),
  expectedC: z.int(),
  countedC: z.int(),
  at: z.string(),
})
export type Handover = z.infer<typeof Handover>

export const Overview = z.object({
  /** True where the law wants a régie, or one is in force. */
  legalForm: z.string(),
  today: z.string(),
  act: Act.nullable(),
  acts: z.array(Act),
  actors: z.array(Actor),
  held: Held,
  cashC: z.int(),
  preparedC: z.int(),
  /** Floats of the shifts that are open: in the drawers, and in none of the accounts. */
  floatsC: z.int(),
  alerts: z.array(z.enum(REGIE_ALERTS)),
  /** Day by which the next versement is due; null without a régie. */
  dueOn: z.string().nullable(),
  sources: z.array(Source),
  versements: z.array(Versement),
  handovers: z.array(Handover),
  /** Places to count at a hand-over, and what the books say of each, floats included. */
  places: z.array(
    z.object({ place: z.enum(['DRAWER', 'SAFE']), id: z.string(), name: z.string(), expectedC: z.int() }),
  ),
  staff: z.array(z.object({ id: z.string(), code: z.string(), name: z.string() })),
  sites: z.array(z.object({ id: z.string(), name: z.string() })),
})
export type Overview = z.infer<typeof Overview>
