import { createSignal } from 'solid-js'

export type Paper = 'receipt' | 'tickets'
type Sold = { id: string; number: string; printed: boolean; tickets: readonly unknown[] }
/** What of a sale is not on paper. `no_viewer`: this browser shows no papers, so that it cannot print them either. */
export type Unprinted = { id: string; number: string; papers: Paper[]; why: 'failed' | 'no_viewer' }

/** The browser has no viewer of its own for papers. */
export class NoViewer extends Error {}

/** Address of a paper of a sale: the original receipt on the till's paper, or all its tickets. */
export function paperOf(saleId: string, paper: Paper): string {
  return `/api/sales/${saleId}/${paper === 'receipt' ? 'receipt.pdf?paper=80' : 'tickets.pdf'}`
}

/** The tickets whenever there are some; the receipt when it was asked for. */
export function papersDue(sold: Pick<Sold, 'printed' | 'tickets'>): Paper[] {
  const papers: Paper[] = []
  if (sold.printed) papers.push('receipt')
  if (sold.tickets.length > 0) papers.push('tickets')
  return papers
}

/**
 * Prints the papers of sales one after the other, `put` each. A sale prints itself once, however often it is asked;
 * what did not come out stays in `unprinted` until it does or is set aside.
 */
export function createPrinter(put: (address: string) => Promise<void>, begin: () => void = () => {}) {
  const [unprinted, setUnprinted] = createSignal<Unprinted[]>([])
  let lastAsked = ''
  let line = Promise.resolve()

  const forget = (id: string) => setUnprinted((all) => all.filter((one) => one.id !== id))

  async function work(job: { id: string; number: string; papers: readonly Paper[] }): Promise<void> {
    begin()
    for (const [i, paper] of job.papers.entries()) {
      try {
        await put(paperOf(job.id, paper))
      } catch (error) {
        const why = error instanceof NoViewer ? 'no_viewer' : 'failed'
        setUnprinted((all) => [...all, { id: job.id, number: job.number, papers: job.papers.slice(i), why }])
        return
      }
    }
  }
  /** One sale's papers wait for those of the sale before: they come out in the order of the queue at the counter. */
  function enqueue(job: Parameters<typeof work>[0]): Promise<void> {
    line = line.then(() => work(job))
    return line
  }

  return {
    unprinted,
    forget,
    /** What is due of a sale that was just made. */
    print(sold: Sold): Promise<void> {
      const papers = papersDue(sold)
      if (sold.id === lastAsked || papers.length === 0) return line
      lastAsked = sold.id
      return enqueue({ id: sold.id, number: sold.number, papers })
    },
    /** Only what did not come out. */
    again(job: Unprinted): Promise<void> {
      forget(job.id)
      return enqueue(job)
    },
  }
}
