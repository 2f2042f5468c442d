import { createEffect, createSignal, Match, on, Switch } from 'solid-js'
import { CloseShift } from './CloseShift.tsx'
import { now } from './clock.ts'
import { OpenShift } from './OpenShift.tsx'
import { SchoolDesk } from './school/SchoolDesk.tsx'
import { useSession } from './session.ts'
import type { OpenShift as Open, Register } from './answers.ts'
import { Closed } from './shift/Closed.tsx'
import { Desk } from './shift/Desk.tsx'
import { HandOver } from './shift/HandOver.tsx'
import { hasKeptCount } from './shift/kept-count.ts'

const DAY_MS = 24 * 60 * 60_000

/** True when the open session is more than 24 hours old: then it can only be closed (fiscal.md 1.8). */
export function shiftTooOld(): boolean {
  const { shift } = useSession()
  const open = shift()
  return open !== null && now() - Date.parse(open.openedAt) > DAY_MS
}

/** The session of this register: opens it, moves its cash, closes it, shows how it ended. */
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
      // A training that ends has nothing to show.
      if (openBefore && !open && place === placeBefore && register()?.kind !== 'SCHOOL') setClosed(openBefore)
    }),
  )
  const there = () => {
    const place = register()
    const open = shift()
    return place && open ? { id: open.id, place, open } : null
  }
  return (
    <Switch fallback={<OpenShift />}>
      <Match when={closed()}>{(id) => <Closed id={id()} onAgain={() => setClosed(null)} />}</Match>
      <Match when={register()?.kind === 'SCHOOL' && there()}>
        {(at) => <SchoolDesk register={at().place} shift={at().open} tooOld={shiftTooOld()} />}
      </Match>
      <Match when={there()}>
        {(at) => <OfShift register={at().place} shift={at().open} onClosed={ended} />}
      </Match>
    </Switch>
  )
}

/** An open session: its desk, or what is being done with the whole drawer. A count that was begun goes on. */
function OfShift(props: { register: Register; shift: Open; onClosed: (id: string) => void }) {
  const [doing, setDoing] = createSignal<'desk' | 'close' | 'hand-over'>(
    hasKeptCount(props.shift.id) ? 'close' : 'desk',
  )
  const toDesk = () => setDoing('desk')
  return (
    <Switch
      fallback={
        <Desk
          register={props.register}
          shift={props.shift}
          onHandOver={() => setDoing('hand-over')}
          onClose={() => setDoing('close')}
        />
      }
    >
      <Match when={shiftTooOld()}>
        <CloseShift registerId={props.register.id} shift={props.shift} tooOld onClosed={props.onClosed} />
      </Match>
      <Match when={doing() === 'close'}>
        <CloseShift
          registerId={props.register.id}
          shift={props.shift}
          onClosed={props.onClosed}
          onLeave={toDesk}
        />
      </Match>
      <Match when={doing() === 'hand-over'}>
        <HandOver shift={props.shift} onEnd={toDesk} />
      </Match>
    </Switch>
  )
}
