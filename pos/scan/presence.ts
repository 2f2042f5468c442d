import { createSignal, onCleanup } from 'solid-js'
import { createStore, reconcile } from 'solid-js/store'
import { newId } from '../../api/shared/id.ts'
import type { Passenger, Presence, ScanAnswer, UndoAnswer } from '../answers.ts'
import { client, online, unwrap } from '../api.ts'
import { today, zone } from '../clock.ts'
import { problemText } from '../problem.ts'
import { signal } from './signal.ts'
import { verdictOf } from './verdict.ts'

/** Other phones scan too: while it is looked at, the list is asked for again so often (ms). */
const POLL = 4_000

/** What was done last by hand, and can be taken back at once. */
export type Done = { text: string; scanId: string | null }

/** Who is in and who is missing of a departure, followed while it is on the screen. */
export function createPresence(sessionId: string) {
  const [state, setState] = createStore<{ list: Presence | null }>({ list: null })
  const [error, setError] = createSignal<unknown>(null)
  const [busy, setBusy] = createSignal<string | null>(null)
  const [done, setDone] = createSignal<Done | null>(null)
  const [problem, setProblem] = createSignal<string | null>(null)
  let turn = 0

  async function load(): Promise<void> {
    turn += 1
    const mine = turn
    try {
      const sent = client.api.departures[':id'].presence.$get({ param: { id: sessionId } })
      const next = await unwrap<Presence>(sent)
      // An older answer would put back somebody who was let in meanwhile.
      if (mine !== turn) return
      setState('list', reconcile(next, { key: 'ticketId' }))
      setError(null)
    } catch (failure) {
      if (mine === turn) setError(() => failure)
    }
  }

  /** Asked about under one id until it is answered: sent again, it admits once. */
  const asked = new Map<string, string>()
  const idOf = (key: string) => {
    const id = asked.get(key) ?? newId('scan')
    asked.set(key, id)
    return id
  }

  async function act(ticketId: string, work: () => Promise<void>): Promise<void> {
    if (busy()) return
    setBusy(ticketId)
    setProblem(null)
    setDone(null)
    try {
      await work()
    } catch (failure) {
      setProblem(problemText(failure))
    } finally {
      setBusy(null)
    }
    await load()
  }

  const admit = (one: Passenger, group = false) =>
    act(one.ticketId, async () => {
      const key = `in ${one.ticketId} ${group}`
      const id = idOf(key)
      const json = { id, code: one.shortCode, sessionId, ...(group ? { group: true as const } : {}) }
      const answer = await unwrap<ScanAnswer>(client.api.scans.$post({ json }))
      asked.delete(key)
      const said = verdictOf(answer, today(), zone())
      signal(said.heard)
      const text = [one.guest, said.title, said.yes ? null : said.lines[0]].filter(Boolean).join('\u00a0· ')
      if (said.yes) setDone({ text, scanId: id })
      else setProblem(text)
    })

  const undo = (ticketId: string, scanId: string) =>
    act(ticketId, async () => {
      const key = `out ${scanId}`
      const sent = { param: { id: scanId }, json: { id: idOf(key) } }
      await unwrap<UndoAnswer>(client.api.scans[':id'].undo.$post(sent))
      asked.delete(key)
    })

  void load()
  const looked = () => !document.hidden && void load()
  const timer = setInterval(() => {
    if (!document.hidden && online() && !busy()) void load()
  }, POLL)
  document.addEventListener('visibilitychange', looked)
  onCleanup(() => {
    clearInterval(timer)
    document.removeEventListener('visibilitychange', looked)
  })

  return { list: () => state.list, error, busy, done, problem, load, admit, undo }
}

export type PresenceList = ReturnType<typeof createPresence>
