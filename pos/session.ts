import { createEffect, createMemo, createRoot, createSignal, onCleanup } from 'solid-js'
import { may } from '../api/shared/role.ts'
import type { Me, OpenShift, Register } from './answers.ts'
import { ApiProblem, client, onLive, startLive, stopLive, unwrap, whenSignedOut } from './api.ts'
import { forgetOldVisitors, forgetVisitors } from './counter/forget-visitors.ts'
import { keep, kept, onKeptElsewhere } from './device.ts'
import { forgetCatalog } from './kept-catalog.ts'
import { sessionFrom, sessionToKeep } from './kept-session.ts'
import { ofAnOlderApi } from './older-answers.ts'
import { learnServerTime, serverNow } from './server-time.ts'
import { createSignOut } from './sign-out.ts'

/** undefined: not known yet; null: nobody is signed in. */
const [me, setMe] = createSignal<Me | null | undefined>(undefined)
const [unreachable, setUnreachable] = createSignal(false)
const [registerId, setRegisterId] = createSignal(kept('register'))
/** True while who is signed in is what this device remembers: the server has not said so since the page was opened. */
const [remembered, setRemembered] = createSignal(false)
/** True while this device has signed out and the server does not know it yet. */
const [leaving, setLeaving] = createSignal(kept('sign-out') !== null)

const derived = createRoot(() => {
  const register = createMemo(
    (): Register | null => me()?.registers.find((r) => r.id === registerId()) ?? null,
  )
  return {
    register,
    /** The register as a cash point: null on a school register, where nothing is sold nor printed. */
    till: createMemo((): Register | null => (register()?.kind === 'COUNTER' ? register() : null)),
    /** True while this device practises, on a school register (MODE ÉCOLE). */
    school: createMemo(() => register()?.kind === 'SCHOOL' && register()?.shift !== null),
    shift: createMemo((): OpenShift | null => register()?.shift ?? null),
    agent: createMemo((): Me['agent'] | null => me()?.agent ?? null),
  }
})

/** A server that does not answer within this (ms) leaves the device to its memory, until it does. */
const PATIENCE = 1_500
const RETRY = 3_000

const ending = createSignOut({
  pending: leaving,
  setPending(is) {
    setLeaving(is)
    keep('sign-out', is ? 'pending' : null)
  },
  send: () => unwrap(client.api.auth['sign-out'].$post()),
})

/** Counts who was asked or told; an answer that comes after a newer one says nothing any more. */
let turn = 0
let latest: Promise<void> = Promise.resolve()

/** Nobody is signed in here: nothing that the device keeps says who is served, nor what is sold. */
function forgetAll() {
  keep('session', null)
  forgetCatalog()
  // After the screens, which keep their baskets as they go.
  queueMicrotask(forgetVisitors)
}

/** A session that lay here too long is nobody's, and nor is what was kept with it, whether the server answers or not. */
if (kept('session') !== null && sessionFrom(kept('session'), Date.now()) === null) forgetAll()

function take(next: Me | null) {
  turn += 1
  latest = Promise.resolve()
  setUnreachable(false)
  setRemembered(false)
  setMe(next && ofAnOlderApi(next))
  if (next === null) forgetAll()
  else {
    keep('session', sessionToKeep(next, Date.now()))
    forgetOldVisitors(serverNow())
  }
  // Providers have no live line: it tells of the whole office.
  if (next && may(next.agent.roles, 'catalog.read')) startLive()
  else stopLive()
}

/** Who was signed in here, while nobody can say who is. Nothing is sold upon it: the server is asked until it answers. */
function recall() {
  if (me() !== undefined || leaving()) return
  const old = sessionFrom(kept('session'), Date.now())
  if (old === null) return
  setRemembered(true)
  setMe(ofAnOlderApi(old))
  if (may(old.agent.roles, 'catalog.read')) startLive()
}

createRoot(() =>
  createEffect(() => {
    if (!remembered()) return
    const timer = setInterval(() => void refresh(), RETRY)
    onCleanup(() => clearInterval(timer))
  }),
)

whenSignedOut(() => {
  if (me()) take(null)
})

/**
 * Asks the server who is signed in, and which shifts are open; an unanswered question keeps what was known. Ends when
 * the newest question asked meanwhile is answered.
 */
export function refresh(): Promise<void> {
  turn += 1
  latest = ask(turn)
  return latest
}

async function ask(mine: number): Promise<void> {
  // Nobody comes in with a session that is to end.
  if (!(await ending.settle())) return mine === turn ? take(null) : latest
  const sent = Date.now()
  const early = setTimeout(recall, PATIENCE)
  try {
    const next = await unwrap<Me>(client.api.auth.me.$get())
    if (mine !== turn) return latest
    learnServerTime(next.now, sent)
    take(next)
  } catch (error) {
    if (mine !== turn) return latest
    if (error instanceof ApiProblem && error.code === 'unauthenticated') take(null)
    else if (error instanceof ApiProblem) {
      setUnreachable(true)
      if (error.code === 'unavailable') recall()
    } else throw error
  } finally {
    clearTimeout(early)
  }
}

/** Somebody else acts on this device from now on: its other tabs, which share the session, ask who. */
function takeOver(next: Me | null, sent: number) {
  if (next) learnServerTime(next.now, sent)
  take(next)
  keep('person', String(Date.now()))
}

onKeptElsewhere('person', () => void refresh())
onKeptElsewhere('sign-out', (mark) => {
  setLeaving(mark !== null)
  if (mark !== null) take(null)
})
onLive('back', () => void refresh())
onLive('refused', () => void refresh())
onLive('shift', () => void refresh())

/** Signs in on this device; throws `ApiProblem` sign_in_failed, rate_limited, or unavailable while a sign-out waits. */
async function signIn(email: string, password: string): Promise<void> {
  if (!(await ending.settle())) throw new ApiProblem('unavailable', 0)
  const sent = Date.now()
  takeOver(await unwrap<Me>(client.api.auth['sign-in'].$post({ json: { email, password } })), sent)
}

/** Signs out. Without network the door shuts at once, and the server is told as soon as it answers. */
async function signOut(): Promise<void> {
  const ended = ending.begin()
  take(null)
  if (await ended) keep('person', String(Date.now()))
}

/** Another agent takes the till with a PIN, in the same session of this device; throws pin_wrong, rate_limited. */
async function changeAgent(code: string, pin: string): Promise<void> {
  const sent = Date.now()
  takeOver(await unwrap<Me>(client.api.auth.agent.$post({ json: { code, pin } })), sent)
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

/** A school register has no tiles of its own: it shows those of the first till of its site. */
function nextTo(id: string): string {
  const all = me()?.registers ?? []
  const school = all.find((one) => one.id === id)
  const tills = all.filter((one) => one.kind === 'COUNTER')
  return (tills.find((one) => one.siteId === school?.siteId) ?? tills[0])?.id ?? id
}

/** Who is signed in, on which register, in which session of it. All are signals: call them where they are used. */
export function useSession() {
  return {
    me,
    unreachable,
    remembered,
    leaving,
    ...derived,
    refresh,
    finishSignOut: ending.settle,
    nameOf,
    nextTo,
    signIn,
    signOut,
    changeAgent,
    chooseRegister,
  }
}
