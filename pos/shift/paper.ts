import { DRAWER_KICK } from '../../api/shared/printer.ts'
import type { Slip } from '../../api/shared/slip.ts'
import type { Register } from '../answers.ts'
import { client, unwrap } from '../api.ts'
import { printHere } from '../print/browser.tsx'
import { bytesAt, writeTo } from '../print/ways.ts'

/** A paper of a shift as it is printed: its reading or its closing, or the slip of a movement. */
export const readPaper = async (shiftId: string, movement?: string): Promise<Slip> => {
  const query = movement ? { movement } : {}
  const asked = client.api.shifts[':id'].paper.$get({ param: { id: shiftId }, query })
  return (await unwrap<{ slip: Slip }>(asked as never)).slip
}

/** Prints it as the register prints everything. Throws `ApiProblem`, `PrintFault`. */
export async function printPaper({ printer }: Register, shiftId: string, movement?: string): Promise<void> {
  if (printer.kind === 'NETWORK') {
    const json = movement ? { movement } : {}
    await unwrap(client.api.shifts[':id'].paper.$post({ param: { id: shiftId }, json }))
  } else if (printer.kind === 'BROWSER') await printHere([await readPaper(shiftId, movement)])
  else {
    const of = movement ? `&movement=${movement}` : ''
    const path = `/api/shifts/${shiftId}/paper?as=escpos&columns=${printer.columns}${of}`
    await writeTo(printer.kind, await bytesAt(path))
  }
}

/** Opens the drawer of a register that has one on its printer; nothing where the browser prints. */
export async function openDrawer({ id, printer }: Register): Promise<void> {
  if (printer.kind === 'BROWSER') return
  await unwrap(client.api.registers[':id'].drawer.$post({ param: { id } }))
  if (printer.kind !== 'NETWORK') await writeTo(printer.kind, Uint8Array.from(DRAWER_KICK))
}
