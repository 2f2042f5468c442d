import { parseArgs } from 'node:util'

/** The parts of the bench, in the order they run; `fresh` only when it is named. */
export const PARTS = [
  'sale',
  'month',
  'stored',
  'pdf',
  'till',
  'bytes',
  'start',
  'shop',
  'report',
  'fresh',
] as const
export type PartName = (typeof PARTS)[number]

export type Plan = {
  parts: PartName[]
  /** Length of a round in seconds, and rounds of each case. */
  seconds: number
  rounds: number
  clients: number[]
  /** Seconds of ten sales a second. */
  paced: number
  /** Tickets in the full office. */
  tickets: number
  out: string
  profile: string | null
  node: string[]
  pgbench: boolean
  quick: boolean
}

const list = (text: string, what: string): number[] => {
  const numbers = text.split(',').map(Number)
  if (numbers.some((n) => !(n > 0))) throw new Error(`--${what}: a number above zero, or a list of some`)
  return numbers
}
const one = (text: string, what: string): number => {
  const n = Number(text)
  if (!(n >= 0)) throw new Error(`--${what}: a number`)
  return n
}

/** Reads the command's words; `--quick` changes only what is not said. Throws in plain words on what it does not know. */
export function readPlan(words: readonly string[]): Plan {
  const { values, positionals } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: {
      quick: { type: 'boolean', default: false },
      seconds: { type: 'string' },
      rounds: { type: 'string' },
      clients: { type: 'string' },
      paced: { type: 'string' },
      tickets: { type: 'string' },
      out: { type: 'string', default: 'dist/bench.md' },
      profile: { type: 'string' },
      node: { type: 'string', default: '' },
      'no-pgbench': { type: 'boolean', default: false },
    },
  })
  const unknown = positionals.filter((word) => !PARTS.includes(word as PartName))
  if (unknown.length > 0)
    throw new Error(`No part is called ${unknown.join(', ')}; there are ${PARTS.join(', ')}.`)
  const { quick } = values
  return {
    parts: PARTS.filter((p) => (positionals.length === 0 ? p !== 'fresh' : positionals.includes(p))),
    seconds: one(values.seconds ?? (quick ? '2' : '5'), 'seconds'),
    rounds: one(values.rounds ?? (quick ? '2' : '3'), 'rounds'),
    clients: list(values.clients ?? (quick ? '32' : '8,32,64'), 'clients'),
    paced: one(values.paced ?? (quick ? '5' : '20'), 'paced'),
    tickets: one(values.tickets ?? (quick ? '200000' : '5000000'), 'tickets'),
    out: values.out,
    profile: values.profile ?? null,
    node: values.node.split(' ').filter((flag) => flag !== ''),
    pgbench: !values['no-pgbench'],
    quick,
  }
}
