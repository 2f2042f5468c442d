import type { Ctx } from '../context.ts'
import { permit } from '../context.ts'
import type { Slip } from '../shared/slip.ts'
import { escpos } from './escpos.ts'
import { noteRows } from './note-layout.ts'
import { readNote, type NoteInput } from './note.ts'
import { networkPrinterOf } from './printer.ts'
import { sendRaw } from './raw.ts'

/** Prints the note of a basket on the register's network printer. Throws what `readNote` and `sendRaw` throw. */
export async function printNote(ctx: Ctx, orderId: string, input: NoteInput): Promise<Slip> {
  permit(ctx.actor, 'order.hold')
  const printer = await networkPrinterOf(ctx, input.registerId)
  const slip = noteRows(await readNote(ctx, orderId, input))
  await sendRaw(printer, escpos([slip], { columns: printer.columns }))
  return slip
}
