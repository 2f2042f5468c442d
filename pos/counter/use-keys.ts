import { onCleanup, onMount } from 'solid-js'
import type { ReceiptChoice, VisitorKind } from '../../api/shared/visitor.ts'
import { scanner, useScanner } from '../scanner.ts'
import { counter as t } from '../text/counter.ts'
import { school } from '../text/school.ts'
import { visitor as words } from '../text/visitor.ts'
import { commandOf, type Command } from './keys.ts'
import type { PayMeans } from './payment.ts'
import type { Till } from './till.ts'

const PAYING = new Set<Command['do']>([
  'means',
  'digit',
  'backspace',
  'receipt',
  'exactAmount',
  'removeTender',
])
/** A key that is held asks for these once, and a scanner never does. */
const ONCE = new Set<Command['do']>(['pay', 'card', 'exact', 'exactAmount', 'put', 'removeTender', 'note'])
export const focusSearch = () => document.getElementById('counter-search')?.focus()
/** What Enter presses itself; a radio is chosen by arrows and the space bar, and leaves Enter its meaning. */
const PRESSABLE = 'button, a[href], select, summary, input[type="checkbox"]'
const TYPED_IN = 'input:not([type="radio"]), textarea, select'
const QUIET = new Set(['Tab', 'Shift', 'Alt', 'Control', 'Meta', 'AltGraph', 'CapsLock'])

/** The keyboard of the whole screen: one listener, one map (keys.ts). */
export function useKeys(till: Till) {
  useScanner('screen', scanned, true)

  function scanned(code: string, restore: () => void): 'taken' | 'typed' {
    touched()
    if (till.mode() === 'pay') {
      if (!till.scannedInPay(code)) return 'typed'
      restore()
      return 'taken'
    }
    till.cart.forgetSold()
    restore()
    till.scanned(code)
    focusSearch()
    return 'taken'
  }

  function keydown(event: KeyboardEvent) {
    if (event.defaultPrevented || till.rail() || till.dialogs.asked()) return
    touched()
    const target = event.target instanceof HTMLElement ? event.target : document.body
    const char = event.key.length === 1
    if (till.mode() === 'pay' && char && scanner.length() === 1) till.payment.remember()
    const pressing = event.key === 'Enter' && target.matches(PRESSABLE)
    // The key that sold may still be held: what is to be given back stays on the screen.
    if (till.cart.sold() && !event.repeat && !QUIET.has(event.key) && !pressing) {
      till.cart.forgetSold()
      if (event.key === 'Enter' || event.key === 'Escape') return event.preventDefault()
    }
    const typing = target.matches(TYPED_IN)
    // In the empty search an @ is the visitor; anywhere else that takes letters it is one.
    const blank = target.id === 'counter-search' && till.query() === ''
    const command = commandOf(event, till.mode(), typing && !(blank && event.key === '@'))
    const once = command !== null && ONCE.has(command.do)
    if ((event.repeat && (pressing || once)) || (once && char && !event.altKey && scanner.length() > 1))
      return event.preventDefault()
    if (!command || (command.do === 'put' && pressing)) return
    if (run(till, command, target)) event.preventDefault()
  }

  const touched = () => till.cart.touch()
  // Before whatever the press does. The space bar presses when it is let go, once.
  const keyed = (event: KeyboardEvent) =>
    till.arm.pressed({ key: event.key }, event.repeat && event.key !== ' ')
  // A click that a key makes has no detail: its key was heard.
  const clicked = (event: MouseEvent) =>
    event.detail > 0 && till.arm.pressed({ x: event.clientX, y: event.clientY }, event.detail > 1)
  onMount(() => {
    document.addEventListener('keydown', keyed, true)
    document.addEventListener('click', clicked, true)
    document.addEventListener('input', till.arm.entered, true)
    document.addEventListener('keydown', keydown)
    document.addEventListener('pointerdown', touched)
    // On a phone the focus would open its keyboard over the list.
    if (!till.terms.small) focusSearch()
  })
  onCleanup(() => {
    document.removeEventListener('keydown', keyed, true)
    document.removeEventListener('click', clicked, true)
    document.removeEventListener('input', till.arm.entered, true)
    document.removeEventListener('keydown', keydown)
    document.removeEventListener('pointerdown', touched)
  })
}

/** Does what a key asks for; false lets the browser do its own. */
function run(till: Till, command: Command, target: HTMLElement): boolean {
  // Nothing that changes the payment acts while a sale waits, and it says so.
  if (PAYING.has(command.do) && !till.cart.mayChange()) return true
  switch (command.do) {
    case 'favourite':
      till.takeFavourite(command.n)
      return true
    case 'type':
      // The letter itself goes into the field, by the browser, once the focus is there.
      focusSearch()
      return false
    case 'erase':
      focusSearch()
      return false
    case 'move':
      return moveFocus(target, command.by)
    case 'today':
      till.toToday()
      focusRow()
      return true
    case 'otherDay':
      document.getElementById('counter-day')?.focus()
      return true
    case 'basket':
      till.setSheet(till.terms.small)
      document.querySelector<HTMLElement>('[data-line]')?.focus()
      return true
    case 'exact':
      till.exact()
      return true
    case 'pay':
      till.toPay()
      return true
    case 'card':
      till.toPay(till.hasReader() ? 'CB_TERMINAL' : 'CB')
      return true
    case 'back':
      till.back()
      if (till.mode() === 'sell' && !till.terms.small) focusSearch()
      return true
    case 'means':
      if (!till.takes(command.means)) sayUntaken(till, command.means)
      else till.payment.means(command.means)
      return true
    case 'digit':
      till.payment.key(command.key as '0')
      return true
    case 'backspace':
      till.payment.key('back')
      return true
    case 'receipt':
      if (till.terms.school) till.setNotice({ kind: 'info', text: school.papers })
      else chooseReceipt(till, command.choice)
      return true
    case 'kind':
      if (till.terms.school) till.setNotice({ kind: 'info', text: school.noVisitor })
      else sayKind(till, command.kind)
      return true
    case 'note':
      if (till.terms.school) till.setNotice({ kind: 'info', text: school.papers })
      else printNote(till)
      return true
    case 'visitor':
      if (till.terms.school) till.setNotice({ kind: 'info', text: school.noVisitor })
      else till.dialogs.ask({ what: 'visitor', next: null })
      return true
    case 'park':
      till.parkOrList()
      return true
    case 'exactAmount':
      till.payment.exact()
      return true
    case 'removeTender':
      till.payment.remove(till.payment.tenders().length - 1)
      return true
    case 'put':
      till.payment.put()
      return true
  }
}

/** A means that this till does not take; a reader that is not there says nothing. */
function sayUntaken(till: Till, means: PayMeans): void {
  if (means !== 'CB_TERMINAL') till.setNotice({ kind: 'info', text: school.noMeans })
}

/** Why the visitor is here; the same key takes it back. The payment shows it in its strip, the sale says it. */
function sayKind(till: Till, pressed: VisitorKind): void {
  const kind = till.cart.state.visitor.kind === pressed ? null : pressed
  if (!till.cart.setVisitor({ kind }) || till.mode() === 'pay') return
  till.setNotice({ kind: 'info', text: words.kindSaid(kind && words.kinds[kind]) })
}

/** The button stands where the note is due, in the basket or in the payment. */
function printNote(till: Till): void {
  const button = document.querySelector<HTMLElement>('[data-note]')
  if (button) button.click()
  else till.setNotice({ kind: 'info', text: t.pay.noteNotDue(till.terms.office.noteFromC) })
}

const focusRow = () => queueMicrotask(() => document.querySelector<HTMLElement>('[data-row]')?.focus())

/** Up and down walk the rows of the list; above the first is the search. */
function moveFocus(target: HTMLElement, by: 1 | -1): boolean {
  if (target.matches(TYPED_IN) && target.id !== 'counter-search') return false
  const rows = [...document.querySelectorAll<HTMLElement>('[data-row]')]
  const here = target.closest('[data-row-of]')?.querySelector<HTMLElement>('[data-row]') ?? target
  const i = rows.indexOf(here)
  const next = rows[i < 0 ? (by > 0 ? 0 : -1) : i + by]
  if (next) next.focus()
  else focusSearch()
  return true
}

/** A receipt by mail needs an address: it is asked for at once, and again before the sale if none was given. */
export function chooseReceipt(till: Till, choice: ReceiptChoice): void {
  till.payment.setReceipt(choice)
  if (till.payment.lacksAddress()) till.dialogs.ask({ what: 'visitor', next: null })
}
