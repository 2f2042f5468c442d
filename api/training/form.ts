import { z } from 'zod'
import { Approval } from '../approval-field.ts'
import { idPath } from '../body.ts'
import { idField } from '../id-field.ts'

/** Somebody who may lets it begin, on the same screen. */
export const StartInput = z.strictObject({
  id: idField('shift'),
  registerId: idField('register'),
  approval: Approval,
})
export type StartInput = z.infer<typeof StartInput>

export const Training = z.object({
  id: z.string(),
  registerId: z.string(),
  openedBy: z.string(),
  openedAt: z.string(),
  closedAt: z.string().nullable(),
})
export type Training = z.infer<typeof Training>

export { Slips } from '../print/form.ts'
export { Answer, SALE_REFUSALS, SellInput } from '../sale/input.ts'

export const TrainingPath = idPath('shift')
export const PractisedPath = idPath('sale')
