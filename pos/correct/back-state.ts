import { type Accessor, createEffect, createMemo, createSignal, on } from 'solid-js'
import { createStore, reconcile } from 'solid-js/store'
import { correct as t } from '../text/correct.ts'
import type { SoldTender } from './correct-api.ts'
import {
  backTenders,
  givenBack,
  missingOf,
  partsOf,
  refusePart,
  type AllTyped,
  type Part,
  type Typed,
} from './give-back.ts'

/** What goes back for each tender while it is entered: proposed at first, overtyped where one likes. */
export function createBack(tenders: Accessor<readonly SoldTender[]>, totalC: Accessor<number>) {
  const [typed, setTyped] = createStore<AllTyped>({})
  const [tried, setTried] = createSignal(false)
  const parts = createMemo(() => partsOf(tenders(), totalC(), structured(typed)))
  // Another sum is spread anew: an amount that was typed was a part of the sum before.
  createEffect(
    on(totalC, () => {
      const kept = structured(typed)
      for (const one of Object.values(kept)) delete one.amount
      setTyped(reconcile(kept))
    }),
  )
  const missingC = () => missingOf(parts(), totalC())
  const fault = () => parts().find((one) => refusePart(one) !== null) ?? null
  return {
    totalC,
    parts,
    partOf: (n: number): Part | undefined => parts().find((one) => one.tender.n === n),
    tenders: createMemo(() => backTenders(tenders())),
    typedAmount: (n: number) => typed[n]?.amount,
    type: (n: number, change: Typed) => setTyped(n, (old = {}) => ({ ...old, ...change })),
    missingC,
    /** What is wrong with a part, in words; once a press has asked, or when nothing typed next would make it right. */
    said(part: Part): { on: 'amount' | 'ref' | 'iban' | 'holder'; text: string } | null {
      const why = refusePart(part)
      if (!why) return null
      const { faults, ref } = t.back
      if (why.why === 'over') return { on: 'amount', text: faults.over(why.mostC) }
      if (!tried()) return null
      if (why.why === 'amount') return { on: 'amount', text: faults.amount }
      if (why.why === 'ref') return { on: 'ref', text: ref[why.fault] }
      return { on: why.why === 'holder' ? 'holder' : 'iban', text: faults[why.why] }
    },
    /** True when all of it can go; else says what is wrong. */
    ready(): boolean {
      setTried(true)
      return missingC() === 0 && fault() === null
    },
    tried,
    sent: () => givenBack(parts()),
  }
}

const structured = (typed: AllTyped): AllTyped =>
  Object.fromEntries(Object.entries(typed).map(([n, one]) => [n, { ...one }]))

export type Back = ReturnType<typeof createBack>
