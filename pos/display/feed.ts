/** One line of the basket, as the customer reads it. */
export type ShownLine = { name: string; detail: string; totalC: number }

/** What the customer's display shows. Nothing of who they are: names, addresses and the like never come here. */
export type Shown =
  | { state: 'idle' }
  | { state: 'basket'; lines: ShownLine[]; totalC: number; paying: { remainingC: number } | null }
  | { state: 'thanks'; totalC: number; changeC: number }

export type Office = { name: string; demo: boolean }

/** What goes over the channel: `hello` is asked by a display that has just opened. */
type Message = { office: Office; shown: Shown } | 'hello'

/** One channel for each register: another register's basket is never heard. */
const channelOf = (registerId: string) => new BroadcastChannel(`guichet.display.${registerId}`)

/** Tells the displays of a register what to show, now and whenever one opens. `show` after each change. */
export function createFeed(registerId: string, office: Office) {
  const channel = channelOf(registerId)
  let last: Shown = { state: 'idle' }
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel of our own pages, not a window
  const tell = () => channel.postMessage({ office, shown: last } satisfies Message)
  channel.addEventListener('message', ({ data }: MessageEvent<Message>) => data === 'hello' && tell())
  tell()
  return {
    show(shown: Shown) {
      last = shown
      tell()
    },
    /** The till is left: nothing of a basket stays on the display. */
    close() {
      last = { state: 'idle' }
      tell()
      channel.close()
    },
  }
}

/** Hears what the till of a register shows, and asks for it at once; returns how to stop. */
export function hearFeed(
  registerId: string,
  fn: (heard: { office: Office; shown: Shown }) => void,
): () => void {
  const channel = channelOf(registerId)
  channel.addEventListener('message', ({ data }: MessageEvent<Message>) => data !== 'hello' && fn(data))
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel of our own pages, not a window
  channel.postMessage('hello' satisfies Message)
  return () => channel.close()
}
