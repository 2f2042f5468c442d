import { z } from 'zod'
import { LEGAL_FORMS } from '../shared/legal-form.ts'
import { OFFICE_BOUNDS, type OfficeBound } from '../shared/office-settings.ts'
import { isEmail } from '../shared/visitor.ts'

const within = (one: OfficeBound) => z.int().min(OFFICE_BOUNDS[one].min).max(OFFICE_BOUNDS[one].max)

/** What is set once for the whole office; amounts in cents. */
export const SettingsInput = z.strictObject({
  legalForm: z.enum(LEGAL_FORMS),
  yearStartMonth: within('yearStartMonth'),
  correctionApprovalC: within('correctionApprovalC'),
  gapApprovalC: within('gapApprovalC'),
  cashOutApprovalC: within('cashOutApprovalC'),
  chequeClearingDays: within('chequeClearingDays'),
  voucherMonths: within('voucherMonths'),
  anchorEmail: z.string().trim().max(254).refine(isEmail, 'an e-mail address').nullable(),
})
export type SettingsInput = z.infer<typeof SettingsInput>

export const Settings = SettingsInput.extend({ anchorEmail: z.string().nullable() })
export type Settings = z.infer<typeof Settings>
