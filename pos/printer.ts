import { createSignal } from 'solid-js'
import { newId } from '../api/shared/id.ts'
import type { Papers } from '../api/shared/slip.ts'
import type { ReceiptChoice } from '../api/shared/visitor.ts'

type Sold = { id: string; number: string; receipt: ReceiptChoice; tickets: readonly unknown[] }

/** Papers of a sale on their way. */
export type Job = {
  id: string
  number: string
  /** Null when the drawer alone is to open. */
  what: Papers | null
  drawer: boolean
  /** The numbered copy to print; null: the server says whether this is the original. */
  copy: number | null
  /** Names this try for the server: under the same name nothing prints twice. */
  request: string
  /** The try before it, which brought no paper. */
  failed: string | null
}

/** How a job comes out: by the register's printer, or by this browser whatever it is. */
export type By = 'register' | 'here'

/** What of a sale is not on paper, what the screen says about it, and how it was tried. */
export type Unprinted = Job & { says: string; by: By }

/** What a failed try teaches: whether the server may have it under way, and the copy that it made already. */
export type Failure = { says: string; unsure: boolean; copy: number | null }

/** Address of a paper of a sale, to look at: the original receipt, or its tickets. */
export function paperOf(saleId: string, paper: 'receipt' | 'tickets'): string {
  return `/api/sales/${saleId}/${paper === 'receipt' ? 'receipt.pdf?paper=80' : 'tickets.pdf'}`
}

/**
 * The tickets whenever there are some, which admit by paper or by mail; the receipt when it was asked for. What goes by
 * mail takes no paper.
 */
export function papersDue({ receipt, tickets }: Pick<Sold, 'receipt' | 'tickets'>): Papers | null {
  if (receipt === 'EMAIL') return null
  if (tickets.length === 0) return receipt === 'PRINT' ? 'RECEIPT' : null
  return receipt === 'PRINT' ? 'BOTH' : 'TICKETS'
}

export const newJob = (of: Pick<Job, 'id' | 'number' | 'what'> & Partial<Job>): Job => ({
  drawer: false,
  copy: null,
  request: newId('audit'),
  failed: null,
  ...of,
})

/**
 * Prints the papers of sales one after the other, `put` each. A sale prints itself once, however often it is asked;
 * what did not come out stays in `unprinted`, with what `explain` says of it, until it does or is set aside. The next
 * sale waits for none of it.
 */
export function createPrinter(
  put: (job: Job, by: By) => Promise<void>,
  explain: (error: unknown) => Failure,
) {
  const [unprinted, setUnprinted] = createSignal<Unprinted[]>([])
  let lastAsked = ''
  let line = Promise.resolve()

  const forget = (request: string) => setUnprinted((all) => all.filter((one) => one.request !== request))

  async function work(job: Job, by: By): Promise<void> {
    try {
      await put(job, by)
    } catch (error) {
      const { says, unsure, copy } = explain(error)
      // An answer that was lost is asked for again under its own name; what failed for sure is tried under another.
      const next = unsure ? job : { ...job, request: newId('audit'), failed: job.request }
      setUnprinted((all) => [...all, { ...next, copy: copy ?? job.copy, says, by }])
    }
  }
  /** One sale's papers wait for those of the sale before: they come out in the order of the queue at the counter. */
  function enqueue(job: Job, by: By): Promise<void> {
    line = line.then(() => work(job, by))
    return line
  }

  return {
    unprinted,
    forget,
    enqueue,
    /** What is due of a sale that was just made; the drawer opens if it was paid in cash. */
    print(sold: Sold): Promise<void> {
      if (sold.id === lastAsked) return line
      lastAsked = sold.id
      const { id, number } = sold
      return enqueue(newJob({ id, number, what: papersDue(sold), drawer: true }), 'register')
    },
    /** Only what did not come out, as before or by this browser. */
    again(job: Unprinted, by: By = job.by): Promise<void> {
      forget(job.request)
      const { says: _, by: __, ...rest } = job
      return enqueue({ ...rest, drawer: rest.drawer && by === 'register' }, by)
    },
  }
}
