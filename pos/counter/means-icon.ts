import type { Means } from '../../api/shared/tender.ts'
import type { IconName } from '../ui/Icon.tsx'

export const MEANS_ICON: Record<Means, IconName> = {
  CASH: 'cash',
  CB: 'card',
  CHEQUE: 'cheque',
  CB_TERMINAL: 'card',
  ANCV_P: 'parasol',
  GIFT: 'gift',
  AVOIR: 'lines',
  VIREMENT: 'euro',
  MANDAT: 'euro',
  EXCHANGE: 'exchange',
}
