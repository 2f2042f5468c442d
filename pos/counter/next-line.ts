import type { Till } from './till.ts'

/** Takes a line out of the basket by whatever the agent pressed; the focus goes on to the first line that is left. */
export function removeLine(till: Till, key: string): void {
  till.cart.remove(key)
  queueMicrotask(() => focusLine(till))
}

/** Counts a unit of a line; the last one that goes takes the line with it. */
export function setLineQty(till: Till, key: string, unitId: string, qty: number): void {
  till.cart.setLineQty(key, unitId, qty)
  if (!till.cart.has(key)) queueMicrotask(() => focusLine(till))
}

/** The first line, else the search; on a phone its keyboard would hide the list. */
function focusLine(till: Till): void {
  const search = till.terms.small ? null : document.getElementById('counter-search')
  const next = document.querySelector<HTMLElement>('[data-line]') ?? search
  next?.focus()
}
