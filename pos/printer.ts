import { createSignal } from 'solid-js'
import { newId } from '../api/shared/id.ts'
import type { Papers } from '../api/shared/slip.ts'
import type { ReceiptChoice } from '../api/shared/visitor.ts'

type Sold = {
  id: string
  number: string
  receipt: ReceiptChoice
  tickets: readonly unknown[]
  cards?: number
}

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

/**
 * What of a sale is not on paper, what the screen says about it, and how it was tried. `isFound`: a reload found it, and
 * nobody has said whether it came out.
 */
export type Unprinted = Job & { says: string; by: By; isFound?: boolean }

/**
 * What a failed try teaches: whether the server may have it under way, the copy that it made already, and whether that
 * copy may have its paper, so that another must be made.
 */
export type Failure = { says: string; unsure: boolean; copy: number | null; isSpent?: boolean }

/** A job as this device keeps it: ids only, nothing of the visitor. */
export type KeptJob = Job & {
  by: By
  /** True while nobody has said whether it came out. */
  isUnsure: boolean
}

/** Where the jobs of this device are kept, the same in each of its tabs. */
export type PaperStore = {
  /** What is said of one that a reload found there. */
  says: string
  read: () => KeptJob[]
  write: (jobs: KeptJob[]) => void
  /** Calls `fn` with what another tab leaves. */
  onElsewhere: (fn: (jobs: KeptJob[]) => void) => void
}

/** Address of the tickets of a sale. */
export const ticketsPdf = (saleId: string) => `/api/sales/${saleId}/tickets.pdf`

/** Address of the gift cards and credit notes that a sale gave, to be given. */
export const cardsPdf = (saleId: string) => `/api/sales/${saleId}/cards.pdf`

/** Address of a receipt: the numbered copy, or the original, which is had by who claimed it (`claimReceipt`). */
export const receiptPdf = (saleId: string, copy: number | null) =>
  `/api/sales/${saleId}/receipt.pdf?paper=80${copy === null ? '' : `&copy=${copy}`}`

/**
 * The tickets and gift cards whenever there are some, which admit by paper or by mail; the receipt when it was asked for. What goes by
 * mail takes no paper.
 */
export function papersDue({
  receipt,
  tickets,
  cards = 0,
}: Pick<Sold, 'receipt' | 'tickets' | 'cards'>): Papers | null {
  // A gift card is given by hand, be its receipt a letter.
  if (receipt === 'EMAIL') return cards > 0 ? 'TICKETS' : null
  if (tickets.length + cards === 0) return receipt === 'PRINT' ? 'RECEIPT' : null
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
 * sale waits for none of it. What is not out yet is kept on the device: a reload or a crash loses none of it.
 */
export function createPrinter(
  put: (job: Job, by: By) => Promise<void>,
  explain: (error: unknown) => Failure,
  store: PaperStore,
  /** Whether the server prints it, and so knows what became of a try. */
  byServer: (by: By) => boolean,
) {
  const [unprinted, setUnprinted] = createSignal<Unprinted[]>(
    store.read().map(({ isUnsure, ...job }) => ({ ...job, says: store.says, isFound: isUnsure })),
  )
  const [waiting, setWaiting] = createSignal(0)
  let lastAsked = ''
  let line = Promise.resolve()

  // What another tab printed or set aside is no longer said here.
  store.onElsewhere((jobs) =>
    setUnprinted((all) => all.filter((one) => jobs.some((job) => job.request === one.request))),
  )

  const others = (request: string) => store.read().filter((one) => one.request !== request)
  function forget(request: string) {
    store.write(others(request))
    setUnprinted((all) => all.filter((one) => one.request !== request))
  }

  async function work(job: Job, by: By): Promise<void> {
    try {
      await put(job, by)
      store.write(others(job.request))
    } catch (error) {
      const { says, unsure, copy, isSpent = false } = explain(error)
      // An answer that was lost is asked for again under its own name; what failed for sure is tried under another.
      const names = unsure ? {} : { request: newId('audit'), failed: isSpent ? null : job.request }
      const next = { ...job, ...names, copy: isSpent ? null : (copy ?? job.copy), by }
      store.write([...others(job.request), { ...next, isUnsure: unsure }])
      setUnprinted((all) => [...all, { ...next, says }])
    } finally {
      setWaiting((n) => n - 1)
    }
  }
  /** One sale's papers wait for those of the sale before: they come out in the order of the queue at the counter. */
  function enqueue(job: Job, by: By): Promise<void> {
    store.write([...others(job.request), { ...job, by, isUnsure: true }])
    setWaiting((n) => n + 1)
    line = line.then(() => work(job, by))
    return line
  }

  return {
    unprinted,
    /** True while a paper is under way, or waits for the one before. */
    busy: () => waiting() > 0,
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
      const { says: _, by: __, isFound, ...rest } = job
      // Of what this device printed itself before a reload, nobody knows whether it is out: it may be a duplicate now.
      const anew =
        isFound && !(by === job.by && byServer(by))
          ? { request: newId('audit'), failed: null, copy: null, drawer: false }
          : {}
      return enqueue({ ...rest, drawer: rest.drawer && by === 'register', ...anew }, by)
    },
  }
}
