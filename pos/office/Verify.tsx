import { createSignal, For, onCleanup, Show } from 'solid-js'
import type { ArchiveList, VerificationLine, VerifiedChain } from '../../api/shared/archive.ts'
import { zone } from '../clock.ts'
import { problemText } from '../problem.ts'
import { archive as t } from '../text/archive.ts'
import { countOf, momentOf } from '../text/format.ts'
import { Button } from '../ui/Button.tsx'
import { Notice } from '../ui/Notice.tsx'
import { readLines } from './lines.ts'
import { Section } from './Section.tsx'
import table from './Table.module.css'
import css from './Archives.module.css'

type End = Extract<VerificationLine, { end: object }>['end']

/** Whether every chain of the journal is whole: asked for, walked chain by chain, stopped at any time. */
export function Verify(props: { anchor: ArchiveList['anchor'] }) {
  const [records, setRecords] = createSignal<number | null>(null)
  const [chains, setChains] = createSignal<VerifiedChain[]>([])
  const [end, setEnd] = createSignal<End | null>(null)
  const [wrong, setWrong] = createSignal<string | null>(null)
  let stopping: AbortController | undefined
  /** A chain that nothing was written on yet says nothing. */
  const filled = () => chains().filter((one) => one.count > 0 || one.fault)
  onCleanup(() => stopping?.abort())

  async function start() {
    setChains([])
    setEnd(null)
    setWrong(null)
    setRecords(0)
    stopping = new AbortController()
    try {
      await readLines<VerificationLine>('/api/journal/verification', { signal: stopping.signal }, (line) => {
        if ('records' in line) setRecords(line.records)
        else if ('chain' in line) setChains((all) => [...all, line.chain])
        else if ('end' in line) setEnd(line.end)
      })
    } catch (error) {
      setWrong(stopping.signal.aborted ? t.stopped : problemText(error))
    } finally {
      setRecords(null)
    }
  }

  return (
    <Section title={t.verify}>
      <p class={css.help}>{t.verifyHelp}</p>
      <p class={css.help}>
        <Show when={props.anchor} fallback={t.notAnchored}>
          {(anchor) => t.anchored(momentOf(anchor().at, zone()), anchor().chains)}
        </Show>
      </p>
      <Show
        when={records()}
        fallback={
          <Show
            when={records() === null}
            fallback={<Button onClick={() => stopping?.abort()}>{t.stop}</Button>}
          >
            <Button icon="check" onClick={() => void start()}>
              {t.verifyStart}
            </Button>
          </Show>
        }
      >
        {(n) => (
          <div class={css.progress} role="status">
            <span>{t.verifying(n())}</span>
            <progress />
            <Button onClick={() => stopping?.abort()}>{t.stop}</Button>
          </div>
        )}
      </Show>
      <Show when={wrong()}>{(text) => <Notice kind="few">{text()}</Notice>}</Show>
      <Show when={end()}>
        {(is) => (
          <Notice kind={is().faults.length === 0 ? 'heath' : 'tan'}>
            {is().faults.length === 0 ? t.whole(is().records, is().chains) : t.faulty(is().faults.length)}
          </Notice>
        )}
      </Show>
      <Show when={filled().length > 0}>
        <Chains chains={filled()} />
      </Show>
    </Section>
  )
}

function Chains(props: { chains: readonly VerifiedChain[] }) {
  return (
    <div class={css.chains} tabindex="0" role="group" aria-label={t.verify}>
      <table class={table.table}>
        <thead>
          <tr>
            <th scope="col">{t.chain}</th>
            <th scope="col">{t.records}</th>
            <th scope="col" class={table.word}>
              {t.lastHash}
            </th>
            <th scope="col" class={table.word}>
              {t.state}
            </th>
          </tr>
        </thead>
        <tbody>
          <For each={props.chains}>
            {(one) => (
              <tr>
                <th scope="row">
                  {one.register} / {one.journal}
                </th>
                <td>{countOf(one.count)}</td>
                <td class={table.word}>
                  <code class={css.digest} title={one.lastHash}>
                    {one.lastHash.slice(0, 12)}…
                  </code>
                </td>
                <td class={`${table.word} ${css.state}`} data-fault={one.fault ? '' : undefined}>
                  {one.fault ? t.fault(one.fault.seq, one.fault.detail) : t.good}
                </td>
              </tr>
            )}
          </For>
        </tbody>
      </table>
    </div>
  )
}
