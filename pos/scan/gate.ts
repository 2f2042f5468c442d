import { createSignal } from 'solid-js'
import { newId } from '../../api/shared/id.ts'
import type { ScanAnswer, UndoAnswer } from '../answers.ts'
import { client, unwrap } from '../api.ts'
import { clock, today, zone } from '../clock.ts'
import { problemText } from '../problem.ts'
import { t } from '../text/fr.ts'
import { signal } from './signal.ts'
import { meeting, type Verdict, verdictOf } from './verdict.ts'

/** What is sent; kept when the network fails, so that the same scan sent again admits once. */
type Asked = { id: string; code: string; sessionId?: string; count?: number; group?: true }

/** A verdict that was given, the last first. */
export type Passage = Verdict & {
  id: string
  at: string
  /** What else of its group waits outside; null when it is alone. */
  group: { code: string; sessionId: string | undefined; expected: number; left: number } | null
  /** Taken back: whoever came in is out again. */
  undone: boolean
}

const KEPT = 8

/** The control of tickets: one asked about at a time, its verdict, and what can still be done about the last one. */
export function createGate() {
  const [verdict, setVerdict] = createSignal<Verdict | null>(null)
  const [failed, setFailed] = createSignal<Asked | null>(null)
  const [passages, setPassages] = createSignal<Passage[]>([])
  const [busy, setBusy] = createSignal(false)
  const [unread, setUnread] = createSignal(false)
  const [undoing, setUndoing] = createSignal(false)
  const [problem, setProblem] = createSignal<string | null>(null)
  /** The taking back that was sent and not answered: sent again under the same id, it happens once. */
  let back: { of: string; id: string } | null = null

  async function ask(asked: Asked): Promise<void> {
    setBusy(true)
    setFailed(null)
    setProblem(null)
    try {
      const answer = await unwrap<ScanAnswer>(client.api.scans.$post({ json: asked }))
      const said = verdictOf(answer, today(), zone())
      const passage = { ...said, id: asked.id, at: clock(), group: groupOf(asked, answer), undone: false }
      setPassages((old) => [passage, ...old].slice(0, KEPT))
      // Whoever scanned two must not take this verdict for the second's.
      tell(unread() ? { ...said, lines: [...said.lines, t.scan.unread] } : said)
    } catch (error) {
      setFailed(asked)
      tell({
        yes: false,
        unanswered: true,
        heard: 'refused',
        title: t.scan.failed,
        lines: [problemText(error)],
        shortCode: null,
      })
    } finally {
      setBusy(false)
    }
  }

  function tell(said: Verdict) {
    signal(said.heard)
    setVerdict(said)
  }

  /** True when a ticket may be asked about; else it is said why not. */
  function mayAsk(): boolean {
    const meets = meeting(verdict(), busy())
    if (meets === 'under_way') setUnread(true)
    if (meets !== 'ready') signal('refused')
    return meets === 'ready'
  }

  async function undo(passage: Passage): Promise<void> {
    if (undoing()) return
    setUndoing(true)
    setProblem(null)
    if (back?.of !== passage.id) back = { of: passage.id, id: newId('scan') }
    try {
      const sent = { param: { id: passage.id }, json: { id: back.id } }
      await unwrap<UndoAnswer>(client.api.scans[':id'].undo.$post(sent))
      setPassages((old) => old.map((one) => (one.id === passage.id ? { ...one, undone: true } : one)))
    } catch (error) {
      setProblem(problemText(error))
    } finally {
      setUndoing(false)
    }
  }

  return {
    verdict,
    failed,
    passages,
    busy,
    unread,
    undoing,
    /** Why the last passage could not be taken back. */
    problem,
    /** True while the camera may ask: it waits for a verdict, and for a refusal to be pressed away. */
    ready: () => meeting(verdict(), busy()) === 'ready',
    mayAsk,
    /** Asks about a code, for the departure that was chosen and so many people (all when null). */
    check(code: string, sessionId: string | undefined, count: number | null) {
      setUnread(false)
      void ask({ id: newId('scan'), code, sessionId, count: count ?? undefined })
    },
    /** Lets in all who are left of a passage's group. */
    admitGroup(passage: Passage) {
      if (!passage.group || !mayAsk()) return
      const { code, sessionId } = passage.group
      void ask({ id: newId('scan'), code, sessionId, group: true })
    },
    undo,
    close: () => setVerdict(null),
    retry() {
      const asked = failed()
      setVerdict(null)
      if (asked) void ask(asked)
    },
  }
}

export type Gate = ReturnType<typeof createGate>

function groupOf(asked: Asked, { verdict, group, ticket }: ScanAnswer): Passage['group'] {
  if (verdict !== 'admitted' || !group || group.expected <= group.admitted) return null
  const sessionId = ticket?.sessionId ?? asked.sessionId
  return { code: asked.code, sessionId, expected: group.expected, left: group.expected - group.admitted }
}
