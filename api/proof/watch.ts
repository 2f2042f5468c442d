import type { Counter } from '../seat/seat.ts'

/** Listens to the live feed of a process; `until` resolves when a counter like this one is told, with the moment. */
export async function watch(url: string, cookie: string) {
  const stop = new AbortController()
  const answer = await fetch(`${url}/api/live`, { headers: { cookie }, signal: stop.signal })
  if (!answer.ok) throw new Error(`the live feed answered ${answer.status}`)
  const waiting: { matches: (c: Counter) => boolean; done: (at: number) => void }[] = []
  const hear = (text: string) => {
    const data = /^event: seats\ndata: (.*)$/m.exec(text)?.[1]
    for (const counter of data ? (JSON.parse(data) as Counter[]) : []) {
      for (const w of waiting) if (w.matches(counter)) w.done(performance.now())
    }
  }
  const read = async () => {
    const decoder = new TextDecoder()
    let rest = ''
    for await (const chunk of answer.body ?? []) {
      const parts = (rest + decoder.decode(chunk, { stream: true })).split('\n\n')
      rest = parts.pop() ?? ''
      for (const part of parts) hear(part)
    }
  }
  read().catch(() => {})
  return {
    until: (matches: (c: Counter) => boolean) =>
      new Promise<number>((done, failed) => {
        const late = setTimeout(() => failed(new Error('nothing was seen for 10 s')), 10_000)
        waiting.push({
          matches,
          done: (at) => {
            clearTimeout(late)
            done(at)
          },
        })
      }),
    close: () => stop.abort(),
  }
}
