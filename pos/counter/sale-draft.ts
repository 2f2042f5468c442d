import { unwrap as raw } from 'solid-js/store'
import { changeOf, type TypedTender } from '../../api/shared/tender.ts'
import type { ReceiptChoice } from '../../api/shared/visitor.ts'
import { toLines, type Basket, type SaleDraft } from './basket.ts'
import { sentVisitor } from './visitor.ts'

type Paid = {
  registerId: string
  shiftId: string
  totalC: number
  tenders: TypedTender[]
  receipt: ReceiptChoice
}

/** A basket as it is sent, once it is known how it is paid; amounts in cents. */
export function saleDraft(
  basket: Basket,
  { registerId, shiftId, totalC, tenders, receipt }: Paid,
): SaleDraft {
  return {
    id: basket.saleId,
    orderId: basket.orderId,
    registerId,
    shiftId,
    lines: toLines(structuredClone(raw(basket.lines))),
    tenders,
    expected: { totalC, changeC: changeOf(tenders) },
    receipt,
    ...sentVisitor(basket.visitor),
  }
}
