import { createEffect, For, Show } from 'solid-js'
import { formatEuros } from '../../api/shared/money.ts'
import type { ShiftReport } from '../../api/shared/report.ts'
import { zone } from '../clock.ts'
import { dayOf, momentOf, signed, timeOf } from '../text/format.ts'
import { GAP_FR } from '../../api/shared/cash-text.ts'
import { t } from '../text/fr.ts'
import { Button, LinkButton } from '../ui/Button.tsx'
import { Files } from './Files.tsx'
import { shiftFile } from './filter.ts'
import page from './Goal.module.css'
import { ByMeans, Facts, Lines, Papers } from './Reading.tsx'
import css from './Reading.module.css'
import { createFigures, reports } from './report-api.ts'
import { place } from './ShiftTable.tsx'
import { State } from './State.tsx'
import table from './Table.module.css'

const REASONS: Readonly<Record<string, string>> = GAP_FR

/** What one session of a register did: what it took, its drawer, its numbers. One sheet of A4. */
export function ShiftSheet(props: { id: string }) {
  const report = createFigures(
    () => props.id,
    (id) => reports.shift(id),
  )
  const title = () => {
    const read = report.data()
    return read ? t.reading.report(place(read)) : t.reading.shifts
  }
  createEffect(() => {
    document.title = `${title()} · Guichet`
  })
  return (
    <main class={page.page}>
      <header class={page.head}>
        <h1>
          {title()}{' '}
          <Show when={report.data()}>{(read) => <small>{momentOf(read().openedAt, zone())}</small>}</Show>
        </h1>
        <span class={page.tools}>
          <LinkButton href="/pos/office/shifts" icon="back">
            {t.reading.back}
          </LinkButton>
          <Files href={shiftFile(props.id)} />
          <Button icon="print" onClick={() => print()}>
            {t.office.print}
          </Button>
        </span>
      </header>
      <State load={report}>{(read) => <Sheet of={read()} />}</State>
    </main>
  )
}

function Sheet(props: { of: ShiftReport }) {
  const of = () => props.of
  return (
    <>
      <Facts
        facts={[
          [t.reading.volume, formatEuros(of().totalC)],
          [t.reading.sales, String(of().sales)],
          [t.reading.tickets, String(of().tickets)],
          [t.reading.discounts, formatEuros(of().discountC)],
        ]}
      />
      <div class={css.sheets}>
        <ByMeans of={of().byMeans} />
        <Drawer of={of()} />
        <Pieces title={t.reading.piecesFloat} of={of().floatPieces} />
        <Pieces title={t.reading.pieces} of={of().countedPieces} />
      </div>
      <p class="meta">{t.reading.note(momentOf(of().at, zone()))}</p>
    </>
  )
}

function Drawer(props: { of: ShiftReport }) {
  const of = () => props.of
  const amount = (c: number | null) => (c === null ? '' : formatEuros(c))
  const rows = (): (readonly [string, string])[] => [
    [t.reading.opened, t.reading.by(timeOf(of().openedAt, zone()), of().openedBy)],
    [t.reading.closed, ended(of())],
    [t.reading.float, formatEuros(of().floatC)],
    [t.reading.cash, formatEuros(of().cashC)],
    [of().closedAt ? t.reading.expected : t.reading.inDrawer, amount(of().expectedC ?? of().drawerC)],
    ...(of().closedAt ? ([[t.reading.counted, amount(of().countedC)]] as const) : []),
    ...(of().gapC === null ? [] : ([[t.reading.gap, signed(of().gapC ?? 0)]] as const)),
    ...(of().gapReason ? ([[t.reading.gapReason, REASONS[of().gapReason ?? ''] ?? '']] as const) : []),
    [t.reading.numbers, numbers(of())],
    [t.reading.removed, String(of().removedLines)],
    [t.reading.copies, String(of().copies)],
  ]
  return (
    <Papers title={t.reading.drawer}>
      <table class={`${table.table} ${css.lines}`}>
        <tbody>
          <For each={rows()}>
            {([name, value]) => (
              <tr>
                <th scope="row">{name}</th>
                <td>{value}</td>
              </tr>
            )}
          </For>
        </tbody>
      </table>
    </Papers>
  )
}

/** The day is said where it is not that of the title. */
function ended(of: ShiftReport): string {
  if (!of.closedAt) return t.reading.isOpen
  const same = dayOf(of.closedAt, zone()) === dayOf(of.openedAt, zone())
  return t.reading.by((same ? timeOf : momentOf)(of.closedAt, zone()), of.closedBy ?? '')
}

/** "B1-2026-003164 à 003166": what both numbers begin with is said once. */
function numbers({ firstNumber: first, lastNumber: last }: ShiftReport): string {
  if (!first || !last) return t.reading.noNumber
  if (first === last) return first
  const begin = first.slice(0, first.lastIndexOf('-') + 1)
  return t.reading.fromTo(first, last.startsWith(begin) ? last.slice(begin.length) : last)
}

/** How many of each note and coin, the largest first. */
function Pieces(props: { title: string; of: Record<string, number> }) {
  const rows = () =>
    Object.entries(props.of)
      .map(([face, n]) => [Number(face), n] as const)
      .filter(([, n]) => n > 0)
      .sort(([a], [b]) => b - a)
  return (
    <Lines
      title={props.title}
      heads={[t.reading.piece, t.reading.number, t.reading.amount]}
      lines={rows().map(([face, n]) => ({ name: formatEuros(face), figures: [n, formatEuros(face * n)] }))}
    />
  )
}
