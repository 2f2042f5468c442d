import { expect, test } from 'vitest'
import { draftOf, read, type OfficeSettings } from './office-settings.ts'

const office: OfficeSettings = {
  legalForm: 'ASSOCIATION',
  yearStartMonth: 10,
  correctionApprovalC: 5_050,
  gapApprovalC: 500,
  cashOutApprovalC: 0,
  chequeClearingDays: 15,
  voucherMonths: 12,
  anchorEmail: null,
}

test('what the server has is what the form says back', () => {
  expect(draftOf(office)).toMatchObject({ correctionApprovalC: '50,50', gapApprovalC: '5', anchorEmail: '' })
  expect(read(draftOf(office))).toEqual({ settings: office })
  expect(read({ ...draftOf(office), anchorEmail: ' comptable@office.example ' })).toEqual({
    settings: { ...office, anchorEmail: 'comptable@office.example' },
  })
})

test('each field that is wrong says what to type', () => {
  const answer = read({
    ...draftOf(office),
    gapApprovalC: 'cinq',
    cashOutApprovalC: '99999',
    chequeClearingDays: '1,5',
    voucherMonths: '0',
    anchorEmail: 'comptable',
  })
  expect(answer).toEqual({
    wrong: {
      gapApprovalC: 'Tapez un montant de 0 à 1\u00a0000\u00a0€.',
      cashOutApprovalC: 'Tapez un montant de 0 à 10\u00a0000\u00a0€.',
      chequeClearingDays: 'Tapez un nombre entier de 0 à 90.',
      voucherMonths: 'Tapez un nombre entier de 1 à 120.',
      anchorEmail: 'Tapez une adresse comme nom@exemple.fr, ou laissez vide.',
    },
  })
})
