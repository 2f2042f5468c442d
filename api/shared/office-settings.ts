/** Between what the settings of an office may be: amounts in cents, days, months. */
export const OFFICE_BOUNDS = {
  yearStartMonth: { min: 1, max: 12 },
  correctionApprovalC: { min: 0, max: 1_000_000 },
  gapApprovalC: { min: 0, max: 100_000 },
  cashOutApprovalC: { min: 0, max: 1_000_000 },
  chequeClearingDays: { min: 0, max: 90 },
  voucherMonths: { min: 1, max: 120 },
} as const
export type OfficeBound = keyof typeof OFFICE_BOUNDS
