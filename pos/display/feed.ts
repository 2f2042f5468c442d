/** One line of the basket, as the customer reads it. */
export type ShownLine = { name: string; detail: string; totalC: number }

/** What the customer's display shows. Nothing of who they are: names, addresses and the like never come here. */
export type Shown =
  | { state: 'idle' }
  | { state: 'basket'; lines: ShownLine[]; totalC: number; paying: { remainingC: number } | null }
  | { state: 'thanks'; totalC: number; changeC: number }

export type Office = { name: string; demo: boolean }

/**
 * What goes over the channel: what is shown, told by the tab of the till in which somebody acts, or told `again` by any
 * of them to whoever has just opened and says `hello`; `turn` is said by a tab in which somebody begins to act.
 */
type Message = { office: Office; shown: Shown; again: boolean } | 'hello' | 'turn'

/** One channel for each register: another register's basket is never heard. */
const channelOf = (registerId: string) => new BroadcastChannel(`guichet.display.${registerId}`)

/** A tab that opens waits so long (ms) for the word of another one before it tells by itself. */
const ALONE = 200

/**
 * Tells the displays of a register what to show, now and whenever one opens. `show` after each change. Of several tabs
 * of a register only the one in which somebody last acted (pressed a key or the screen, heard at `hand`) tells; the
 * others hear it, so that each can answer a display that opens.
 */
export function createFeed(registerId: string, office: Office, hand: EventTarget = window) {
  const channel = channelOf(registerId)
  /** What the displays show, whoever told it. */
  let told: Shown = { state: 'idle' }
  let own: Shown = { state: 'idle' }
  let turn: 'mine' | 'theirs' | 'unknown' = 'unknown'
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel of our own pages, not a window
  const post = (message: Message) => channel.postMessage(message)
  function tell(shown: Shown) {
    told = shown
    post({ office, shown, again: false })
  }
  function begin() {
    clearTimeout(alone)
    turn = 'mine'
  }
  const alone = setTimeout(() => {
    begin()
    tell(own)
  }, ALONE)
  const acted = () => {
    if (turn === 'mine') return
    const others = turn === 'theirs'
    begin()
    if (others) post('turn')
    else tell(own)
  }
  channel.addEventListener('message', ({ data }: MessageEvent<Message>) => {
    if (data === 'hello') {
      if (turn !== 'unknown') post({ office, shown: told, again: true })
      return
    }
    // Another tab has repeated what this one told.
    if (data !== 'turn' && data.again && turn === 'mine') return
    clearTimeout(alone)
    turn = 'theirs'
    if (data !== 'turn') told = data.shown
  })
  for (const act of ACTS) hand.addEventListener(act, acted, true)
  post('hello')
  return {
    show(shown: Shown) {
      own = shown
      if (turn === 'mine') tell(shown)
    },
    /** The till is closed. A basket that waits for it stays on the display, unless the register itself is `left`. */
    close(left: boolean) {
      clearTimeout(alone)
      for (const act of ACTS) hand.removeEventListener(act, acted, true)
      if (turn === 'mine' && (left || own.state !== 'basket')) tell({ state: 'idle' })
      channel.close()
    },
  }
}

const ACTS = ['keydown', 'pointerdown'] as const

/** Hears what the till of a register shows, and asks for it at once; returns how to stop. */
export function hearFeed(
  registerId: string,
  fn: (heard: { office: Office; shown: Shown }) => void,
): () => void {
  const channel = channelOf(registerId)
  channel.addEventListener(
    'message',
    ({ data }: MessageEvent<Message>) => typeof data === 'object' && fn(data),
  )
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel of our own pages, not a window
  channel.postMessage('hello' satisfies Message)
  return () => channel.close()
}
