import { z } from 'zod'
import { idPath } from '../body.ts'
import { idField } from '../id-field.ts'
import { isPrinterHost, PAPER_COLUMNS, RAW_PORTS } from '../shared/printer.ts'
import { PAPERS } from '../shared/slip.ts'

const copy = z.coerce.number().int().min(1).max(999)
const columns = z.literal(PAPER_COLUMNS)

export const SalePath = idPath('sale')
export const OrderPath = idPath('order')
export const RegisterPath = idPath('register')

/** What of a sale, which print of its receipt, and on lines of how many characters. */
export const BytesQuery = z.object({
  columns: z.coerce.number().pipe(columns).default(48),
  copy: copy.optional(),
})
/** print: on the network printer of the register; escpos: bytes for the device's own. */
export const NoteQuery = z.object({
  as: z.enum(['json', 'escpos', 'print']).default('json'),
  columns: BytesQuery.shape.columns,
})
export const SlipsQuery = z.object({ what: z.enum(PAPERS), copy: copy.optional() })

/** Slips as the screens draw them: api/shared/slip.ts says of what they are made. */
export const Slips = z.object({ slips: z.array(z.array(z.looseObject({ kind: z.string() }))) })

/**
 * One press of a button. `id` is made by the device for it: asked again after an answer was lost, nothing prints
 * twice. `what` is null when only the drawer is to open, for a sale that has no paper.
 */
export const PrintInput = z.strictObject({
  id: idField('audit'),
  registerId: idField('register'),
  what: z.enum(PAPERS).nullable(),
  /** Opens the drawer first, when money of this sale went into it; once more, or later, it is logged. */
  drawer: z.boolean(),
  /** DEVICE: the device or its browser prints what this answers, the original or the numbered copy. */
  by: z.enum(['SERVER', 'DEVICE']).default('SERVER'),
  /** A request whose paper the device could not print; of what the server printed, the server says so itself. */
  failed: idField('audit').optional(),
  /** A numbered copy that was made already and has no paper. */
  copy: copy.optional(),
})
export type PrintInput = z.infer<typeof PrintInput>

/**
 * The number of the copy that was printed, null for the original or no receipt; `again`: it was asked before. `drawer`:
 * the device that prints opens its drawer first.
 */
export const PrintAnswer = z.object({ copy: z.int().nullable(), again: z.boolean(), drawer: z.boolean() })
export type PrintAnswer = z.infer<typeof PrintAnswer>

/** A register's printer, as the screens set it and are told. */
export const PrinterShape = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.enum(['BROWSER', 'USB', 'SERIAL']), columns }),
  z.strictObject({
    kind: z.literal('NETWORK'),
    columns,
    host: z.string().trim().max(80).refine(isPrinterHost, { error: 'not a printer of the office' }),
    port: z.int().min(RAW_PORTS.from).max(RAW_PORTS.to),
  }),
])
export const PrinterInput = z.strictObject({ printer: PrinterShape })
export type PrinterInput = z.infer<typeof PrinterInput>
