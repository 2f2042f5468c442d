import { createMemo, createRoot, createSignal } from 'solid-js'
import { instantOf, local, ZONE } from '../api/shared/time.ts'
import { serverOffset } from './server-time.ts'
import { useSession } from './session.ts'

const [deviceNow, setDeviceNow] = createSignal(Date.now())
setInterval(() => setDeviceNow(Date.now()), 5_000)

const { me } = useSession()

/** The zone of the office: civil days and times are in it, whatever the device's is. */
export const zone = () => me()?.office.zone ?? ZONE

/** The office's moment in ms, every five seconds, by the server's clock: for what is shown, never for what is recorded. */
export const now = () => deviceNow() + serverOffset()

const civil = createRoot(() => {
  const here = createMemo(() => local(instantOf(now()), zone()))
  return { today: createMemo(() => here().day), clock: createMemo(() => here().time) }
})

/** The device's own clock in ms, every five seconds: only for how long ago it noted something itself. */
export { deviceNow }
/** Today's civil day and the time HH:MM at the office; they change when the minute does. */
export const { today, clock } = civil
