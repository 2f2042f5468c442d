import { createEffect, For, Show } from 'solid-js'
import type { ClosureKind, ClosureSheet as Sheet } from '../../api/shared/closure.ts'
import { CLOSURE_KINDS } from '../../api/shared/closure.ts'
import { MEANS_FR } from '../../api/shared/means-text.ts'
import { formatEuros } from '../../api/shared/money.ts'
import { client, unwrap } from '../api.ts'
import { dateOf, dayOf, longDay, percent, timeOf } from '../text/format.ts'
import { closures as t } from '../text/closures.ts'
import { t as ui } from '../text/fr.ts'
import { Button, LinkButton } from '../ui/Button.tsx'
import css from './Closures.module.css'
import page from './Goal.module.css'
import { Facts, Lines, Papers } from './Reading.tsx'
import reading from './Reading.module.css'
import { createLoad } from '../load.ts'
import { State } from './State.tsx'
import table from './Table.module.css'

const kindOf = (text: string): ClosureKind => CLOSURE_KINDS.find((kind) => kind === text) ?? 'D'

/** A closure with everything it says: one sheet of A4, and the ways to keep it. */
export function ClosureSheet(props: { id: string; kind: string; from: string }) {
  const param = () => ({ id: props.id, kind: kindOf(props.kind), from: props.from })
  const read = createLoad(
    () => unwrap(client.api.closures[':id'][':kind'][':from'].$get({ param: param() })) as Promise<Sheet>,
  )
  const title = () => t.kinds[kindOf(props.kind)]
  const file = (paper: string) =>
    `/api/closures/${props.id}/${kindOf(props.kind)}/${props.from}/closure.pdf?paper=${paper}`
  createEffect(() => {
    document.title = `${title()} · Guichet`
  })
  return (
    <main class={page.page}>
      <header class={page.head}>
        <h1>
          {title()} <Show when={read.data()}>{(of) => <small>{about(of())}</small>}</Show>
        </h1>
        <span class={page.tools}>
          <LinkButton href={`/pos/office/closures?${back(props.id, props.from)}`} icon="back">
            {t.back}
          </LinkButton>
          <LinkButton href={file('a5')} icon="download" target="_blank">
            {t.pdf}
          </LinkButton>
          <LinkButton href={file('80')} icon="ticket" target="_blank">
            {t.roll}
          </LinkButton>
          <Button icon="print" onClick={() => print()}>
            {ui.office.print}
          </Button>
        </span>
      </header>
      <State load={read}>{(of) => <Figures of={of()} />}</State>
    </main>
  )
}

const back = (register: string, from: string) =>
  new URLSearchParams({ register, month: from.slice(0, 7) }).toString()

function about(of: Sheet): string {
  const { kind, from, to, register, n } = of
  const when = kind === 'D' ? `${longDay(from)} ${from.slice(0, 4)}` : t.span(dateOf(from), dateOf(to))
  const where = register.kind === 'OFFICE' ? t.everywhere : `${register.site}\u00a0· ${register.code}`
  return `${when}, ${where}, ${t.n(n)}`
}

function Figures(props: { of: Sheet }) {
  const of = () => props.of
  const money = (rows: readonly (readonly [string, number])[]) =>
    rows.map(([name, c]) => ({ name, figures: [formatEuros(c)] }))
  return (
    <>
      <Facts
        facts={[
          [t.net, formatEuros(of().netC)],
          [t.documents, String(of().tickets)],
          [t.perpetual, formatEuros(of().perpetualSignedC)],
        ]}
      />
      <div class={reading.sheets}>
        <Lines
          title={t.sums}
          heads={[t.line, ui.reading.amount]}
          lines={money([
            [t.gross, of().grossC],
            [t.returns, of().returnsC],
            [t.own, of().ownC],
            [ui.reading.byPrincipal, of().thirdC],
            [t.vouchers, of().voucherC],
          ])}
          total={[formatEuros(of().netC)]}
        />
        <Lines
          title={ui.reading.byMeans}
          heads={[ui.reading.means, ui.reading.count, ui.reading.amount]}
          lines={of().payments.map((one) => ({
            name: MEANS_FR[one.means],
            figures: [one.count, formatEuros(one.amountC)],
          }))}
        />
        <Lines
          title={ui.reading.ownVat}
          heads={[ui.reading.rate, ui.reading.ht, ui.reading.vat, ui.reading.ttc]}
          lines={of().vat.map((one) => ({
            name: percent(one.rateBp / 10_000),
            figures: [one.htC, one.vatC, one.ttcC].map((c) => formatEuros(c)),
          }))}
        />
        <Lines
          title={t.counts}
          heads={[t.line, ui.reading.number]}
          lines={counts(of()).map(([name, figure]) => ({ name, figures: [figure] }))}
        />
        <Lines
          title={t.totals}
          heads={[t.line, ui.reading.amount]}
          lines={money([
            [t.signed, of().perpetualSignedC],
            [t.absolute, of().perpetualAbsC],
            [t.own, of().perpetualOwnC],
            [ui.reading.byPrincipal, of().perpetualThirdC],
            [t.vouchers, of().perpetualVoucherC],
          ])}
        />
        <Lines
          title={ui.reading.byPrincipal}
          long
          heads={[ui.reading.principal, ui.reading.ttc]}
          lines={of().third.map((one) => ({ name: one.name, figures: [formatEuros(one.ttcC)] }))}
        />
        <Lines
          title={t.parts}
          heads={[t.register, t.number, t.hash]}
          strong={0}
          lines={of().parts.map((one) => ({
            name: one.register,
            figures: [t.n(one.n), `${one.hash.slice(0, 4)} ${one.hash.slice(4, 8)}`],
          }))}
        />
      </div>
      <Seal of={of()} />
    </>
  )
}

const counts = (of: Sheet): (readonly [string, string | number])[] => [
  [t.documents, of.tickets],
  [t.cancels, of.cancels],
  [t.refunds, of.refunds],
  [t.fixes, of.fixes],
  [t.copies, of.copies],
  ...(of.firstNumber ? ([[t.first, of.firstNumber]] as const) : []),
  ...(of.lastNumber ? ([[t.last, of.lastNumber]] as const) : []),
]

function Seal(props: { of: Sheet }) {
  const rows = (): (readonly [string, string])[] => {
    const { at, office, letters, hash, prevHash, lastHash, software } = props.of
    return [
      [t.at, `${dateOf(dayOf(at, office.zone))}, ${timeOf(at, office.zone)}`],
      [t.letters, letters],
      [t.hash, hash],
      [t.previous, prevHash],
      ...(lastHash ? ([[t.ticket, lastHash]] as const) : []),
      [t.software, `${software.version} · ${software.coreDigest.slice(0, 16)}`],
    ]
  }
  return (
    <Papers title={t.seal}>
      <table class={`${table.table} ${css.seal}`}>
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
      <p class="meta">{t.note}</p>
    </Papers>
  )
}
