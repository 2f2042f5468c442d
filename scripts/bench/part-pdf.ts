import { step } from '../step.ts'
import { start, startFlags } from './child.ts'
import { figure, spread } from './figures.ts'
import { machineLine } from './machine.ts'
import type { PaperAsked, PaperResult } from './papers.ts'
import type { Part } from './part.ts'

const PARTY = 500
const mb = (bytes: number) => `${figure(bytes / 1e6)} MB`

/** One ticket on a warm process; five hundred in one file; the memory that those take. */
export const pdfPart: Part = async ({ plan }) => {
  const machine = machineLine()
  const [papers] = await start('papers.ts', {}, startFlags())
  const ask = async (asked: PaperAsked): Promise<PaperResult> => {
    const { result, error } = await papers.ask<{ result: PaperResult; error?: string }>(asked)
    if (error !== undefined) throw new Error(error)
    return result
  }
  const warm = await step('PDF, one ticket', async () => {
    await ask({ tickets: 1, times: 20 })
    return ask({ tickets: 1, times: plan.quick ? 30 : 100 })
  })
  const party = await step(`PDF, ${PARTY} tickets`, () => ask({ tickets: PARTY, times: plan.quick ? 1 : 3 }))
  papers.process.disconnect()
  const one = spread(warm.each)
  const whole = spread(party.each)
  return {
    title: 'Tickets on paper',
    lines: [
      machine,
      '',
      `One ticket, warm, through the drawing threads: median ${figure(one.median)} ms, p95 ${figure(one.p95)} ms of ${one.count} (${figure(warm.bytes / 1000)} kB).`,
      `${PARTY} tickets in one file: median ${figure(whole.median / 1000)} s of ${whole.count} (${mb(party.bytes)}). Resident memory of the process: ${mb(party.before)} before, ${mb(party.peak)} at the peak.`,
    ],
    targets: [
      { what: 'ticket PDF, warm', value: one.median, unit: 'ms', first: 20, goal: 12, atLeast: false },
      {
        what: `${PARTY} tickets in one PDF`,
        value: whole.median / 1000,
        unit: 's',
        first: 8,
        goal: 3,
        atLeast: false,
      },
    ],
  }
}
