import { useSession } from '../session.ts'

/** Where a correction is written: the register and its open session. */
export type Place = { registerId: string; shiftId: string }

/** The register of this device and its open session; null while there is none. */
export function usePlace(): () => Place | null {
  const { register, shift } = useSession()
  return () => {
    const [at, open] = [register(), shift()]
    return at && open ? { registerId: at.id, shiftId: open.id } : null
  }
}

/** Puts the focus where whoever approves types: the code while there is none, else the PIN. */
export function focusApproval(form: HTMLElement | undefined): void {
  queueMicrotask(() => {
    const [code, pin] = ['approver', 'pin'].map((name) =>
      form?.querySelector<HTMLInputElement>(`input[name="${name}"]`),
    )
    const field = code?.value === '' ? code : pin
    field?.focus()
  })
}

/** Puts the focus into the first field that is wrong. */
export function focusWrong(form: HTMLElement | undefined): void {
  queueMicrotask(() => {
    const wrong = form?.querySelector<HTMLElement>('[aria-invalid="true"]')
    if (wrong) wrong.focus()
    else form?.querySelector('[role="alert"]')?.scrollIntoView({ block: 'nearest' })
  })
}
