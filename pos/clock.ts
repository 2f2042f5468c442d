import { createMemo, createRoot, createSignal } from 'solid-js'
import { instantOf, local, ZONE } from '../api/shared/time.ts'
import { useSession } from './session.ts'

const [now, setNow] = createSignal(Date.now())
setInterval(() => setNow(Date.now()), 5_000)

const { me } = useSession()

/** The zone of the office: civil days and times are in it, whatever the device's is. */
export const zone = () => me()?.office.zone ?? ZONE

const civil = createRoot(() => {
  const here = createMemo(() => local(instantOf(now()), zone()))
  return { today: createMemo(() => here().day), clock: createMemo(() => here().time) }
})

/** The device's clock in ms, every five seconds: for what is shown, never for what is recorded. */
export { now }
/** Today's civil day and the time HH:MM at the office; they change when the minute does. */
export const { today, clock } = civil
