import { useSearchParams } from '@solidjs/router'
import { createMemo, createSignal } from 'solid-js'
import type { Boarding } from '../answers.ts'
import { client, onLive, unwrap } from '../api.ts'
import { serverNow } from '../server-time.ts'
import { type Chosen, chosenOf } from './address.ts'

/** The departures that are boarded today. Throws `ApiProblem`. */
export async function boardedToday(): Promise<Boarding[]> {
  const { departures } = await unwrap<{ departures: Boarding[] }>(client.api.boarding.$get())
  return departures
}

/** Which departure tickets are scanned for: none while each is scanned for its own. */
export function createChosen() {
  const [params, setParams] = useSearchParams<{ for?: string }>()
  const id = () => params.for || undefined
  const [known, setKnown] = createSignal<Chosen | null>(null)
  /** True when what the address asked for is boarded no more: it was let go. */
  const [dropped, setDropped] = createSignal(false)
  const hold = (one: string | undefined) => setParams({ for: one }, { replace: true })

  async function check(): Promise<void> {
    const wanted = id()
    if (wanted === undefined) return
    try {
      const found = chosenOf(wanted, await boardedToday(), serverNow())
      if (id() !== wanted) return
      setKnown(found)
      setDropped(found === null)
      if (found === null) hold(undefined)
    } catch {
      // Nobody answers: it stays as it is, and the server refuses what is not for it.
    }
  }
  void check()
  onLive('back', () => void check())

  return {
    id,
    dropped,
    /** What is said of it; null while only its id is known. */
    known: createMemo(() => (known()?.id === id() ? known() : null)),
    choose(one: Chosen | null) {
      setKnown(one)
      setDropped(false)
      hold(one?.id)
    },
  }
}

export type ChosenDeparture = ReturnType<typeof createChosen>
