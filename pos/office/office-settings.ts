import type { LegalForm } from '../../api/shared/legal-form.ts'
import { parseEuros } from '../../api/shared/money.ts'
import { OFFICE_BOUNDS, type OfficeBound } from '../../api/shared/office-settings.ts'
import { isEmail } from '../../api/shared/visitor.ts'
import { settings as t } from '../text/settings.ts'

/** The settings of the office as the server has them; amounts in cents. */
export type OfficeSettings = Record<OfficeBound, number> & {
  legalForm: LegalForm
  anchorEmail: string | null
}

const AMOUNTS = ['correctionApprovalC', 'gapApprovalC', 'cashOutApprovalC'] as const
const COUNTS = ['chequeClearingDays', 'voucherMonths'] as const
export type Typed = (typeof AMOUNTS)[number] | (typeof COUNTS)[number] | 'anchorEmail'

/** The form: what is typed as text, what is chosen as it is. */
export type Draft = Record<Typed, string> & Pick<OfficeSettings, 'legalForm' | 'yearStartMonth'>
export type Wrong = Partial<Record<Typed, string>>

/** "50" or "50,50": cents as they are typed. */
const typed = (c: number) => (c % 100 === 0 ? String(c / 100) : (c / 100).toFixed(2).replace('.', ','))

export const draftOf = (one: OfficeSettings): Draft => ({
  legalForm: one.legalForm,
  yearStartMonth: one.yearStartMonth,
  correctionApprovalC: typed(one.correctionApprovalC),
  gapApprovalC: typed(one.gapApprovalC),
  cashOutApprovalC: typed(one.cashOutApprovalC),
  chequeClearingDays: String(one.chequeClearingDays),
  voucherMonths: String(one.voucherMonths),
  anchorEmail: one.anchorEmail ?? '',
})

/** What a draft says, or what is wrong with each of its fields. */
export function read(draft: Draft): { settings: OfficeSettings } | { wrong: Wrong } {
  const wrong: Wrong = {}
  const within = (
    name: (typeof AMOUNTS)[number] | (typeof COUNTS)[number],
    value: number | null,
    says: string,
  ) => {
    const { min, max } = OFFICE_BOUNDS[name]
    if (value !== null && value >= min && value <= max) return value
    wrong[name] = says
    return 0
  }
  const amount = (name: (typeof AMOUNTS)[number]) =>
    within(name, parseEuros(draft[name]), t.wrong.amount(OFFICE_BOUNDS[name].max))
  const count = (name: (typeof COUNTS)[number]) => {
    const text = draft[name].trim()
    const { min, max } = OFFICE_BOUNDS[name]
    return within(name, /^\d{1,4}$/.test(text) ? Number(text) : null, t.wrong.whole(min, max))
  }
  const email = draft.anchorEmail.trim()
  if (email !== '' && !isEmail(email)) wrong.anchorEmail = t.wrong.email
  const settings: OfficeSettings = {
    legalForm: draft.legalForm,
    yearStartMonth: draft.yearStartMonth,
    correctionApprovalC: amount('correctionApprovalC'),
    gapApprovalC: amount('gapApprovalC'),
    cashOutApprovalC: amount('cashOutApprovalC'),
    chequeClearingDays: count('chequeClearingDays'),
    voucherMonths: count('voucherMonths'),
    anchorEmail: email === '' ? null : email,
  }
  return Object.keys(wrong).length > 0 ? { wrong } : { settings }
}
