import { createSignal, For, onMount, Show } from 'solid-js'
import { may } from '../../api/shared/role.ts'
import type { ArchiveLine } from '../../api/shared/archive.ts'
import type { Day } from '../../api/shared/time.ts'
import { client, unwrap } from '../api.ts'
import { zone } from '../clock.ts'
import { createLoad } from '../load.ts'
import { useSession } from '../session.ts'
import { archive as t } from '../text/archive.ts'
import { countOf, dateOf, dayOf, numericDay, timeOf } from '../text/format.ts'
import { Button, LinkButton } from '../ui/Button.tsx'
import { Empty } from '../ui/Empty.tsx'
import { Notice } from '../ui/Notice.tsx'
import page from './Goal.module.css'
import { MakeArchive } from './MakeArchive.tsx'
import { Section } from './Section.tsx'
import { State } from './State.tsx'
import table from './Table.module.css'
import css from './Archives.module.css'
import { Verify } from './Verify.tsx'

/** Archives of periods, those made, and whether the journal is whole. */
export function Archives() {
  const list = createLoad(() => unwrap(client.api.archives.$get()))
  const { agent } = useSession()
  const [asked, setAsked] = createSignal<{ from: Day; to: Day }>()
  const mayMake = () => may(agent()?.roles ?? [], 'archive.make')
  onMount(() => {
    document.title = `${t.title} · Guichet`
  })
  return (
    <main class={page.page}>
      <header class={page.head}>
        <h1>{t.title}</h1>
        <span class={page.tools}>
          <LinkButton href="/api/attestation.pdf" target="_blank" icon="print">
            {t.attestation}
          </LinkButton>
        </span>
      </header>
      <State load={list} rows={6} height={40}>
        {(read) => (
          <>
            <For each={mayMake() ? read().due : []}>
              {(year) => (
                <Notice kind="few">
                  <span>{t.due(dateOf(year.from), dateOf(year.to))}</span>
                  <Button onClick={() => setAsked(year)}>{t.dueAct}</Button>
                </Notice>
              )}
            </For>
            <div class={css.two}>
              <Show when={mayMake()}>
                <MakeArchive last={read().last} asked={asked()} onMade={() => void list.reload()} />
              </Show>
              <Verify anchor={read().anchor} />
            </div>
            <Section title={t.list}>
              <Show
                when={read().archives.length > 0}
                fallback={<Empty bare title={t.none} text={t.noneHelp} />}
              >
                <Made archives={read().archives} takes={mayMake()} />
              </Show>
            </Section>
          </>
        )}
      </State>
    </main>
  )
}

function Made(props: { archives: readonly ArchiveLine[]; takes: boolean }) {
  return (
    <div class={table.scroll} tabindex="0" role="group" aria-label={t.list}>
      <table class={table.table}>
        <thead>
          <tr>
            <th scope="col">{t.period}</th>
            <th scope="col" class={table.word}>
              {t.kind}
            </th>
            <th scope="col" class={table.word}>
              {t.at}
            </th>
            <th scope="col" class={table.word} data-wide>
              {t.by}
            </th>
            <th scope="col">{t.tickets}</th>
            <th scope="col" class={table.word} data-wide>
              {t.digest}
            </th>
            <th scope="col">{t.file}</th>
          </tr>
        </thead>
        <tbody>
          <For each={props.archives}>
            {(one) => (
              <tr>
                <th scope="row">
                  {numericDay(one.from)} – {numericDay(one.to)}
                </th>
                <td class={table.word}>{t.kinds[one.kind]}</td>
                <td class={table.word}>
                  {numericDay(dayOf(one.at, zone()))}, {timeOf(one.at, zone())}
                </td>
                <td class={table.word} data-wide>
                  {one.operator}
                </td>
                <td>{countOf(one.tickets)}</td>
                <td class={table.word} data-wide>
                  <code class={css.digest} title={one.manifestSha256}>
                    {one.manifestSha256.slice(0, 16)}…
                  </code>
                </td>
                <td>
                  <Show when={one.isHere && props.takes} fallback={t.elsewhere}>
                    <a class={css.take} href={`/api/archives/${one.id}/file`} download="">
                      {t.download}
                    </a>
                  </Show>
                </td>
              </tr>
            )}
          </For>
        </tbody>
      </table>
    </div>
  )
}
