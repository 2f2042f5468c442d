import type { Db } from '../db/index.ts'
import { sweepAttempts } from './auth/limit.ts'
import { sendAnchors } from './closure/anchor-mail.ts'
import { runClosures } from './closure/run.ts'
import { lapseQuotes } from './group/lapse.ts'
import { offsetCorrection } from './group/offset.ts'
import { creditCorrection } from './invoice/make.ts'
import type { Keyring } from './keyring.ts'
import type { Live } from './live.ts'
import type { Logger } from './log.ts'
import { sendDue, type Transport } from './mail/post.ts'
import { writeSaleLetters } from './mail/write.ts'
import { drain, type Handlers } from './outbox/outbox.ts'
import { settleDue } from './payment/due.ts'
import type { Cashier } from './payment/payment.ts'
import { refundDueCards } from './payment/refund.ts'
import { forgetEvents } from './payment/webhook.ts'
import { expireHolds } from './sale/expire.ts'
import type { Counter } from './seat/seat.ts'
import type { Instant } from './shared/time.ts'
import { expireVouchers } from './voucher/expire.ts'

type WorkerDeps = {
  db: Db
  keys: Keyring
  live: Live
  log: Logger
  clock: () => Instant
  /** Where letters go, null when they are kept; and who they come from. */
  mail: { transport: Transport | null; from: string | null }
  /** Who takes cards on readers; null where nobody does. */
  cashier: Cashier | null
  /** Where the ends of the chains are anchored. */
  anchorFile: string
}

/** What the last night left open is closed as soon as the process serves. */
const FIRST_CLOSING_MS = 1_000

/**
 * The jobs of one process: every process runs them, and each piece of work is taken once, by a conditional update or
 * SKIP LOCKED. A hold is given back within 5 seconds of its time.
 */
export function startWorkers({ db, keys, live, log, clock, mail, cashier, anchorFile }: WorkerDeps): {
  stop: () => Promise<void>
} {
  const handlers: Handlers = {
    // The turnover moves on every screen; a repeated message only redraws it, and finds its letters written.
    'sale.completed': async (payload) => {
      live.turnover()
      await writeSaleLetters({ db, keys, clock }, payload.saleIds as string[])
    },
    'sale.corrected': async (payload) => {
      live.turnover()
      for (const id of payload.saleIds as string[]) {
        await creditCorrection({ db, keys }, id, clock())
        await offsetCorrection(db, id, clock())
      }
    },
  }
  let stopping = false
  const jobs = [
    every(2_000, async () => {
      const failed = (orderId: string, err: unknown) =>
        log.error({ err, orderId }, 'a hold cannot be given back')
      let moved: Counter[]
      // What is left of them at once.
      do {
        moved = await expireHolds(db, clock(), { failed })
        live.seats(moved)
      } while (moved.length > 0)
    }),
    every(500, async () => {
      while ((await drain(db, handlers, clock())) === 100);
    }),
    every(1_000, async () => {
      await sendDue({ db, keys, clock, ...mail })
    }),
    every(30_000, async () => {
      while ((await lapseQuotes(db, clock())) === 100);
    }),
    every(600_000, () => sweepAttempts(db, clock())),
    every(
      600_000,
      async () => {
        const isStopped = () => stopping
        const { closed } = await runClosures({ db, keys, anchorFile }, clock(), { isStopped })
        if (closed.length > 0) log.info({ closures: closed.length }, 'days that are over were closed')
      },
      FIRST_CLOSING_MS,
    ),
    every(5_000, async () => {
      await sendAnchors({ db, clock, ...mail })
    }),
    // Once a day there is something to do: on the first day of a month.
    every(600_000, async () => {
      while ((await expireVouchers(db, clock())) > 0);
    }),
    ...(cashier ? paymentJobs(cashier) : []),
  ]

  function paymentJobs(cashier: Cashier) {
    const failed = (paymentId: string, err: unknown) =>
      log.error({ err, paymentId }, 'a payment cannot be settled')
    return [
      every(1_000, async () => {
        await settleDue(cashier, failed)
      }),
      every(2_000, async () => {
        await refundDueCards(cashier)
      }),
      every(3_600_000, () => forgetEvents(cashier)),
    ]
  }

  function every(ms: number, work: () => Promise<void>, first = ms) {
    let running: Promise<void> = Promise.resolve()
    let stopped = false
    let timer: NodeJS.Timeout
    const turn = () => {
      running = work()
        .catch((err: unknown) => log.warn({ err }, 'a job failed and will be tried again'))
        .finally(() => {
          if (!stopped) timer = setTimeout(turn, ms)
        })
    }
    timer = setTimeout(turn, first)
    return async () => {
      stopped = true
      clearTimeout(timer)
      await running
    }
  }

  return {
    stop: async () => {
      stopping = true
      await Promise.all(jobs.map((stop) => stop()))
      mail.transport?.close()
    },
  }
}
