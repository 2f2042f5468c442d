import { A } from '@solidjs/router'
import { createEffect, createSignal, For, onMount, Show } from 'solid-js'
import { may } from '../../api/shared/role.ts'
import { client, onLive, unwrap } from '../api.ts'
import { zone } from '../clock.ts'
import { createLoad } from '../load.ts'
import { lookAgain } from '../look-again.ts'
import { problemText } from '../problem.ts'
import { useSession } from '../session.ts'
import { dayOf, momentOf, shortDay, timeOf } from '../text/format.ts'
import { t as ui } from '../text/fr.ts'
import { mail as t } from '../text/mail.ts'
import { Button } from '../ui/Button.tsx'
import { Empty } from '../ui/Empty.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Loading } from '../ui/Loading.tsx'
import { Notice } from '../ui/Notice.tsx'
import css from './Mail.module.css'

const list = (after?: string) => unwrap(client.api.mail.$get({ query: after ? { after } : {} }))
const read = (id: string) => unwrap(client.api.mail[':id'].$get({ param: { id } }))
type Letter = Awaited<ReturnType<typeof list>>['letters'][number]

/** The letters to visitors, sent or kept, each to be read; one that failed is sent again from here. */
export function Mail() {
  const letters = createLoad(() => list())
  const [older, setOlder] = createSignal<Letter[]>([])
  const [cursor, setCursor] = createSignal<string | null>(null)
  const [open, setOpen] = createSignal<string | null>(null)
  const [failed, setFailed] = createSignal<string | null>(null)
  onMount(() => {
    document.title = `${t.title} · Guichet`
  })
  onLive('back', () => void letters.reload())
  createEffect(() => {
    if (older().length === 0) setCursor(letters.data()?.after ?? null)
  })
  const all = () => {
    const first = letters.data()?.letters ?? []
    const known = new Set(first.map((letter) => letter.id))
    return [...first, ...older().filter((letter) => !known.has(letter.id))]
  }
  const waiting = () => all().filter((letter) => letter.status === 'QUEUED')
  lookAgain(
    () =>
      waiting()
        .map((letter) => letter.id)
        .join(' '),
    letters.reload,
  )
  const more = async () => {
    setFailed(null)
    try {
      const next = await list(cursor() ?? undefined)
      setOlder((old) => [...old, ...next.letters])
      setCursor(next.after)
    } catch (error) {
      setFailed(problemText(error))
    }
  }

  return (
    <main class={css.page}>
      <header>
        <h1>{t.title}</h1>
        <p class="soft">{t.help}</p>
      </header>
      <Show when={letters.error()}>
        {(error) => (
          <Notice kind="tan">
            {problemText(error())}
            <Button onClick={() => void letters.reload()}>{ui.ui.retry}</Button>
          </Notice>
        )}
      </Show>
      <Show
        when={letters.data()}
        fallback={
          <Show when={!letters.error()}>
            <Loading rows={6} height={60} />
          </Show>
        }
      >
        <Show when={all().length > 0} fallback={<Empty title={t.empty} text={t.emptyHelp} />}>
          <ol class={css.list} aria-label={t.list}>
            <For each={all().map((letter) => letter.id)}>
              {(id) => (
                <Show when={all().find((letter) => letter.id === id)}>
                  {(letter) => (
                    <li>
                      <Row
                        letter={letter()}
                        open={open() === id}
                        onOpen={() => setOpen((is) => (is === id ? null : id))}
                      />
                      <Show when={open() === id}>
                        <Body letter={letter()} onRetried={() => void letters.reload()} />
                      </Show>
                    </li>
                  )}
                </Show>
              )}
            </For>
          </ol>
          <Show when={cursor()}>
            <Button wide onClick={() => void more()}>
              {t.more}
            </Button>
          </Show>
          <Show when={failed()}>{(text) => <Notice kind="tan">{text()}</Notice>}</Show>
        </Show>
      </Show>
    </main>
  )
}

function Row(props: { letter: Letter; open: boolean; onOpen: () => void }) {
  return (
    <button type="button" class={css.row} aria-expanded={props.open} onClick={() => props.onOpen()}>
      <span class={css.when}>
        <b>{timeOf(props.letter.at, zone())}</b>
        <span class="meta">{shortDay(dayOf(props.letter.at, zone()))}</span>
      </span>
      <span class={css.words}>
        <b>{props.letter.subject}</b>
        <span class="meta">{props.letter.recipient}</span>
      </span>
      <span class={css.status} data-status={props.letter.status}>
        {t.status[props.letter.status]}
      </span>
      <Icon name="down" small />
    </button>
  )
}

/** The letter as it was written, its papers, and what went wrong. */
function Body(props: { letter: Letter; onRetried: () => void }) {
  const letter = createLoad(() => read(props.letter.id))
  const [busy, setBusy] = createSignal(false)
  const [failed, setFailed] = createSignal<string | null>(null)
  const again = async () => {
    if (busy()) return
    setBusy(true)
    setFailed(null)
    try {
      await unwrap(client.api.mail[':id'].retry.$post({ param: { id: props.letter.id } }))
      props.onRetried()
    } catch (error) {
      setFailed(problemText(error))
    } finally {
      setBusy(false)
    }
  }
  const { agent } = useSession()
  const mayRetry = () =>
    may(agent()?.roles ?? [], 'order.send') && ['FAILED', 'KEPT'].includes(props.letter.status)
  return (
    <div class={css.letter}>
      <Show when={props.letter.error}>
        {(code) => (
          <Notice kind={props.letter.status === 'FAILED' ? 'tan' : 'few'}>
            {faultText(code())} {props.letter.status === 'QUEUED' ? t.again : ''}
          </Notice>
        )}
      </Show>
      <Show when={props.letter.status === 'KEPT'}>
        <Notice>{t.kept}</Notice>
      </Show>
      <Show
        when={letter.data()}
        fallback={
          <Show when={letter.error()} fallback={<Loading rows={2} />}>
            {(error) => (
              <Notice kind="tan">
                {problemText(error())}
                <Button onClick={() => void letter.reload()}>{ui.ui.retry}</Button>
              </Notice>
            )}
          </Show>
        }
      >
        {(said) => (
          <>
            <p class="meta">
              {t.to} {said().recipient}
              <Show when={props.letter.sentAt}>
                {(at) => (
                  <>
                    {' '}
                    · {t.sentAt} {momentOf(at(), zone())}
                  </>
                )}
              </Show>
            </p>
            <div class={css.body} lang={said().language}>
              {said().body}
            </div>
            <p class="meta">{t.attached}</p>
            <ul class={css.papers}>
              <For each={said().attachments}>
                {(paper) => (
                  <li>
                    <a
                      target="_blank"
                      href={
                        paper.kind === 'TICKETS'
                          ? `/api/sales/${paper.saleId}/tickets.pdf`
                          : `/api/sales/${paper.saleId}/receipt.pdf?as=look&paper=a5${paper.copy === null ? '' : `&copy=${paper.copy}`}`
                      }
                    >
                      {paper.kind === 'TICKETS'
                        ? t.tickets(paper.number)
                        : t.receipt(paper.number, paper.copy)}
                    </a>
                  </li>
                )}
              </For>
            </ul>
          </>
        )}
      </Show>
      <div class={css.acts}>
        <A href={`/orders/${props.letter.orderId}`}>{t.order}</A>
        <Show when={mayRetry()}>
          <Button icon="mail" busy={busy()} onClick={() => void again()}>
            {props.letter.status === 'KEPT' ? t.sendNow : t.retry}
          </Button>
        </Show>
      </div>
      <Show when={failed()}>{(text) => <Notice kind="tan">{text()}</Notice>}</Show>
    </div>
  )
}

/** What the code of a fault means for whoever reads it. */
function faultText(code: string): string {
  if (/^(EENVELOPE|EMESSAGE) 5/.test(code)) return t.faults.refused
  if (code.startsWith('EAUTH')) return t.faults.signIn
  if (/^(ECONN|ESOCKET|ETIMEDOUT|EDNS|ETLS|EPROTOCOL)/.test(code)) return t.faults.away
  return t.faults.other(code)
}
