import { lazy, Show, Suspense } from 'solid-js'
import { Shift, shiftTooOld } from './Shift.tsx'
import { useSession } from './session.ts'

const Counter = lazy(async () => ({ default: (await import('./counter/Counter.tsx')).Counter }))

/** The counter, once a session is open on this device's register; before that, the session. */
export function Till() {
  const { shift } = useSession()
  return (
    <Show when={shift() && !shiftTooOld()} fallback={<Shift />}>
      <Suspense>
        <Counter />
      </Suspense>
    </Show>
  )
}
