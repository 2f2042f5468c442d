import { createMemo, createRoot, createSignal } from 'solid-js'
import { may } from '../api/shared/role.ts'
import type { Me, OpenShift, Register } from './answers.ts'
import { ApiProblem, client, startLive, stopLive, unwrap, whenSignedOut } from './api.ts'
import { keep, kept } from './device.ts'

/** undefined: not known yet; null: nobody is signed in. */
const [me, setMe] = createSignal<Me | null | undefined>(undefined)
const [unreachable, setUnreachable] = createSignal(false)
const [registerId, setRegisterId] = createSignal(kept('register'))

const derived = createRoot(() => {
  const register = createMemo(
    (): Register | null => me()?.registers.find((r) => r.id === registerId()) ?? null,
  )
  return {
    register,
    shift: createMemo((): OpenShift | null => register()?.shift ?? null),
    agent: createMemo((): Me['agent'] | null => me()?.agent ?? null),
  }
})

function take(next: Me | null) {
  setUnreachable(false)
  setMe(next)
  // Providers have no live line: it tells of the whole office.
  if (next && may(next.agent.roles, 'catalog.read')) startLive()
  else stopLive()
}

whenSignedOut(() => {
  if (me()) take(null)
})

/** Asks the server who is signed in; an unanswered question keeps what was known. */
async function refresh(): Promise<void> {
  try {
    take(await unwrap<Me>(client.api.auth.me.$get()))
  } catch (error) {
    if (error instanceof ApiProblem && error.code === 'unauthenticated') take(null)
    else if (error instanceof ApiProblem) setUnreachable(true)
    else throw error
  }
}

/** Signs in on this device; throws `ApiProblem` sign_in_failed or rate_limited. */
async function signIn(email: string, password: string): Promise<void> {
  take(await unwrap<Me>(client.api.auth['sign-in'].$post({ json: { email, password } })))
}

/** Signs out; without network the device forgets the person anyway. */
async function signOut(): Promise<void> {
  await unwrap(client.api.auth['sign-out'].$post()).catch(() => undefined)
  take(null)
}

/** Another agent takes the till with a PIN, in the same session of this device; throws pin_wrong, rate_limited. */
async function changeAgent(code: string, pin: string): Promise<void> {
  take(await unwrap<Me>(client.api.auth.agent.$post({ json: { code, pin } })))
}

/** The register of this device, remembered; null to choose again. */
function chooseRegister(id: string | null): void {
  setRegisterId(id)
  keep('register', id)
}

/** The name that goes with an agent's code, when the office's agents are known; else the code. */
function nameOf(code: string): string {
  return me()?.agents.find((one) => one.code === code)?.name ?? code
}

/** Who is signed in, on which register, in which session of it. All are signals: call them where they are used. */
export function useSession() {
  return { me, unreachable, ...derived, refresh, nameOf, signIn, signOut, changeAgent, chooseRegister }
}
