import { createEffect, createSignal, Match, on, Switch } from 'solid-js'
import { CloseShift } from './CloseShift.tsx'
import { now } from './clock.ts'
import { OpenShift } from './OpenShift.tsx'
import { useSession } from './session.ts'
import { Closed } from './shift/Closed.tsx'

const DAY_MS = 24 * 60 * 60_000

/** True when the open session is more than 24 hours old: then it can only be closed (fiscal.md 1.8). */
export function shiftTooOld(): boolean {
  const { shift } = useSession()
  const open = shift()
  return open !== null && now() - Date.parse(open.openedAt) > DAY_MS
}

/** The session of this register: opens it, closes it, shows how it ended. */
export function Shift() {
  const { register, shift, refresh } = useSession()
  const [closed, setClosed] = createSignal<string | null>(null)
  const ended = (id: string) => {
    setClosed(id)
    void refresh()
  }
  // Closed at another device while it is on the screen: how it ended is shown, as if it had been closed here.
  createEffect(
    on([() => register()?.id, () => shift()?.id], ([place, open], before) => {
      const [placeBefore, openBefore] = before ?? []
      if (openBefore && !open && place === placeBefore) setClosed(openBefore)
    }),
  )
  return (
    <Switch fallback={<OpenShift />}>
      <Match when={closed()}>{(id) => <Closed id={id()} onAgain={() => setClosed(null)} />}</Match>
      <Match when={shift()}>
        {(open) => (
          <CloseShift
            registerId={register()?.id ?? ''}
            shift={open()}
            tooOld={shiftTooOld()}
            onClosed={ended}
          />
        )}
      </Match>
    </Switch>
  )
}
