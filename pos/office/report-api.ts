import { createEffect, on, onCleanup } from 'solid-js'
import type {
  Dashboard,
  DaySheet,
  Dimension,
  FiguresAnswer,
  ReportFilter,
  ReportRows,
  ShiftLine,
  ShiftReport,
} from '../../api/shared/report.ts'
import type { ShowLine, ShowStatement } from '../../api/shared/show.ts'
import type { Family } from '../../api/shared/catalog.ts'
import type { Day } from '../../api/shared/time.ts'
import { client, onLive, unwrap } from '../api.ts'
import { zone } from '../clock.ts'
import { createLoad, type Load } from '../load.ts'
import { isOver, queryOf } from './filter.ts'

/** Sales come by the dozen in August: figures are asked for again at most every second. */
const CALM_MS = 1_000

/** Every question to the server of the office's screens. All throw `ApiProblem`. */
export const reports = {
  dashboard: (year: number) =>
    unwrap<Dashboard>(client.api.reports.dashboard.$get({ query: { year: String(year) } })),
  figures: (by: Dimension, filter: ReportFilter) =>
    unwrap<FiguresAnswer>(client.api.reports.figures.$get({ query: { by, ...queryOf(filter) } as never })),
  rows: (filter: ReportFilter, after?: string) =>
    unwrap<ReportRows>(
      client.api.reports.rows.$get({ query: { ...queryOf(filter), ...(after ? { after } : {}) } as never }),
    ),
  day: (day: string, siteId: string) =>
    unwrap<DaySheet>(client.api.reports.day.$get({ query: { day, ...(siteId ? { siteId } : {}) } })),
  shifts: (from: string, to: string, siteId: string) =>
    unwrap<{ shifts: ShiftLine[] }>(
      client.api.reports.shifts.$get({ query: { from, to, ...(siteId ? { siteId } : {}) } }),
    ),
  shift: (id: string) => unwrap<ShiftReport>(client.api.reports.shifts[':id'].$get({ param: { id } })),
  shows: (from: string, to: string) =>
    unwrap<{ shows: ShowLine[] }>(client.api.reports.shows.$get({ query: { from, to } })),
  show: (id: string) => unwrap<ShowStatement>(client.api.reports.shows[':id'].$get({ param: { id } })),
  setTarget: (targetC: number, targetExcludes: Family[]) =>
    unwrap(client.api.reports.target.$put({ json: { targetC, targetExcludes } })),
}

/**
 * Figures that follow what `question` reads, and each sale made anywhere, unless they were read after the day that
 * `until` gives: no sale changes them any more. Old figures stay while new ones come.
 */
export function createFigures<Q, T>(
  question: () => Q,
  fetch: (question: Q) => Promise<T>,
  until?: (question: Q) => Day,
): Load<T> {
  const load = createLoad(() => fetch(question()))
  createEffect(on(question, () => void load.reload(), { defer: true }))
  let timer: ReturnType<typeof setTimeout> | undefined
  const isSettled = () => until !== undefined && !load.error() && isOver(until(question()), load.at(), zone())
  const soon = () => {
    if (isSettled()) return
    timer ??= setTimeout(() => {
      timer = undefined
      void load.reload()
    }, CALM_MS)
  }
  onLive('turnover', soon)
  onLive('back', soon)
  onCleanup(() => clearTimeout(timer))
  return load
}
