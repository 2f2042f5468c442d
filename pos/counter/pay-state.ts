import { createEffect, createMemo, createSignal, on } from 'solid-js'
import { createStore } from 'solid-js/store'
import { isTyped, type TypedTender } from '../../api/shared/tender.ts'
import type { ReceiptChoice } from '../../api/shared/visitor.ts'
import { kindOfMeans, type VoucherKind } from '../../api/shared/voucher.ts'
import { toVoucherCode } from '../../api/shared/voucher-code.ts'
import { pressKey, type PadKey } from '../ui/amount.ts'
import { oneTender } from './basket.ts'
import type { Cart } from './cart.ts'
import { isDone } from './cart.ts'
import {
  amountOf,
  asksCode,
  asksRef,
  changeOf,
  completes,
  freshEntry,
  refuseEntry,
  remainingOf,
  tenderOf,
  type Entry,
  type EntryRefusal,
  type PayMeans,
  type Proof,
  type PutTender,
} from './payment.ts'

type Office = { cashCeilingC: number; cashCeilingNonResidentC: number; noteFromC: number }

type PaymentTerms = {
  /** True when the press that is heard now may put money. */
  may: () => boolean
  /** What an exchange already pays, in cents. */
  creditC: () => number
  /** False while something else is missing before the sale may go, which is then said. */
  ready: () => boolean
  /** Asks for the address that a receipt by mail needs, then goes on. */
  askAddress: (next: () => void) => void
  /** What is left on the voucher of a code. Throws `ApiProblem`. */
  readVoucher: (code: string) => Promise<{ kind: VoucherKind; balanceC: number; isExpired: boolean }>
}

const copies = (tenders: readonly TypedTender[]): TypedTender[] => tenders.map((one) => ({ ...one }))

/** True when nothing that is typed next would make it right. */
const isLost = (refused: EntryRefusal): boolean =>
  refused.why === 'ref'
    ? refused.fault === 'signs' || refused.fault === 'long'
    : refused.why !== 'amount' && refused.why !== 'no_change'

/**
 * The payment of a basket: what was put, what is being entered, and the receipt. Kept while the agent goes back. What
 * puts money acts only while `may` says that the press is one of its own.
 */
export function createPayment(
  cart: Cart,
  office: Office,
  { may, creditC, ready, askAddress, readVoucher }: PaymentTerms,
) {
  const tenders = () => cart.state.tenders
  const [entry, setEntry] = createStore(freshEntry())
  const [pressed, setPressed] = createSignal(false)
  /** Why a voucher could not be read. */
  const [unread, setUnread] = createSignal<unknown>(null)
  const [reading, setReading] = createSignal(false)
  let before: { entry: Entry; choice: ReceiptChoice | null } | null = null

  const debt = createMemo(() => {
    const { price } = cart.view()
    const totalC = Math.max(0, price.totalC - creditC())
    return {
      totalC,
      servicesC: Math.min(price.servicesC, totalC),
      voucherC: Math.min(price.voucherC, totalC),
    }
  })
  const remainingC = createMemo(() => remainingOf(debt(), tenders()))
  const amountC = createMemo(() => amountOf(entry, debt(), tenders()))
  const pending = createMemo(() => tenderOf(entry, debt(), tenders()))
  const refusal = createMemo(() => refuseEntry(entry, debt(), tenders(), office))
  /** The note is due from 25 € of services (fiscal.md 7.2): then it is made unless the visitor declines, by mail if it can. */
  const noteDue = createMemo(() => cart.view().price.servicesC >= office.noteFromC)
  const canMail = () => cart.state.visitor.email !== ''
  const due = (): ReceiptChoice => (!noteDue() ? 'NONE' : canMail() ? 'EMAIL' : 'PRINT')
  const receipt = (): ReceiptChoice => cart.state.receipt ?? due()
  /** A receipt by mail was asked for, and there is no address. */
  const lacksAddress = () => receipt() === 'EMAIL' && !canMail()
  const final = createMemo(() => refusal() === null && completes(pending(), debt(), tenders()))
  const changeC = createMemo(() =>
    final() ? changeOf(pending() ? [...tenders(), pending() as PutTender] : tenders()) : 0,
  )

  function reset() {
    setEntry(freshEntry())
    setPressed(false)
  }
  createEffect(
    on(
      () => isDone(cart),
      (done) => done && reset(),
    ),
  )

  function means(next: PayMeans) {
    setPressed(false)
    cart.charging.forgetEnd()
    setUnread(null)
    setEntry({ ...freshEntry(next), stage: kindOfMeans(next) === null ? 'amount' : 'ref' })
  }

  /** Reads the voucher of a code that was typed, or scanned whatever the means was, and proposes what it can pay. */
  async function readCode(text: string, scanned = false) {
    const code = toVoucherCode(text)
    setUnread(null)
    if (code === null) return setUnread('signs')
    if (reading()) return
    setReading(true)
    try {
      const { kind, balanceC, isExpired } = await readVoucher(code)
      const named = kind === 'GIFT' ? 'GIFT' : 'AVOIR'
      // Meanwhile another means may have been chosen.
      if (!scanned && !asksCode(entry)) return
      if (isExpired) setUnread('expired')
      else setEntry({ ...freshEntry(named), voucher: { code, balanceC } })
    } catch (error) {
      setUnread(error)
    } finally {
      setReading(false)
    }
  }

  function key(pad: PadKey) {
    setPressed(false)
    if (entry.stage === 'ref')
      setEntry('ref', (ref) => (pad === 'back' ? ref.slice(0, -1) : pad === ',' ? ref : ref + pad))
    else setEntry('typed', (typed) => pressKey(typed, pad))
  }

  /** Puts the tender; the one that settles the debt sends the sale in the same press. */
  function put() {
    if (!may()) return
    if (cart.state.charge) return
    setPressed(true)
    if (asksCode(entry) && cart.mayChange()) return void readCode(entry.ref)
    if (cart.state.sent && !cart.busy()) return cart.retry()
    if (!cart.mayChange()) return
    if (refusal() !== null) return
    if (entry.stage === 'amount' && asksRef(entry.means) && pending()) {
      setEntry('stage', 'ref')
      setPressed(false)
      return
    }
    const tender = pending()
    const last = final()
    if (last && !ready()) return
    cart.charging.forgetEnd()
    if (last && lacksAddress()) return askAddress(put)
    if (tender?.means === 'CB_TERMINAL') {
      if (last) void cart.charge(tender.amountC, copies(tenders()), receipt())
      return
    }
    const all = tender && isTyped(tender) ? [...tenders(), tender] : [...tenders()]
    if (last) {
      void cart.pay(copies(all), receipt())
      return
    }
    if (!tender) return
    cart.setTenders(all)
    means('CASH')
  }

  function exactCash() {
    if (!may()) return
    if (lacksAddress()) return askAddress(exactCash)
    void cart.pay(oneTender('CASH', debt().totalC), receipt())
  }

  function quick(c: number) {
    if (!may()) return
    setEntry({ typed: String(c / 100).replace('.', ',') })
    if (entry.means === 'CASH' && c >= remainingC()) put()
    else setPressed(false)
  }

  return {
    tenders,
    entry,
    debt,
    remainingC,
    amountC,
    pending,
    refusal,
    /** The refusal is said once the agent has pressed, or when what was typed cannot become right. */
    said: (): EntryRefusal | null => {
      const fault = unread()
      if (fault !== null) return { why: 'code', fault }
      const refused = refusal()
      return refused && (pressed() || isLost(refused)) ? refused : null
    },
    noteDue,
    receipt,
    due,
    lacksAddress,
    /** No address was given for the receipt by mail: what is due without it takes its place. */
    withoutMail: () => lacksAddress() && cart.setReceipt(null),
    final,
    changeC,
    means,
    key,
    put,
    quick,
    setRef: (ref: string) => {
      setUnread(null)
      setEntry('ref', ref)
    },
    /** The square of a gift card was scanned. */
    scanVoucher: (text: string) => cart.mayChange() && void readCode(text, true),
    reading,
    setProof: (proof: Proof) => setEntry('proof', proof),
    setReceipt: cart.setReceipt,
    exact: () => {
      if (!may()) return
      setEntry('typed', '')
      put()
    },
    remove: (i: number) => cart.mayChange() && cart.setTenders(tenders().filter((_, n) => n !== i)),
    /** The payment opens on a means; what was put before stays. */
    enter: (next: PayMeans) => {
      means(next)
      if (next === 'CB' && refusal() === null) setEntry('stage', 'ref')
    },
    /** One step back inside the payment; false when there is none. */
    stepBack: () => {
      setPressed(false)
      if (asksCode(entry)) {
        means('CASH')
        return true
      }
      if (entry.stage === 'amount') return false
      setEntry({ stage: 'amount', ref: '' })
      return true
    },
    /** What is entered now, should the keys that follow be a scanner's. */
    remember: () => (before = { entry: { ...entry }, choice: cart.state.receipt }),
    /** The keys since then were no payment. */
    recall: () => {
      if (!before) return
      setEntry(before.entry)
      cart.setReceipt(before.choice)
      setPressed(false)
    },
    exactCash,
  }
}

export type Payment = ReturnType<typeof createPayment>
