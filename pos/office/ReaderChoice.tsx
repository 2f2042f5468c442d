import { createSignal, Match, Show, Switch } from 'solid-js'
import type { Register } from '../answers.ts'
import { client, unwrap } from '../api.ts'
import { payments } from '../payments.ts'
import { problemText } from '../problem.ts'
import { useSession } from '../session.ts'
import { readers as t } from '../text/card.ts'
import { Notice } from '../ui/Notice.tsx'
import { Select } from '../ui/Select.tsx'
import css from './Registers.module.css'

export type CardReader = { id: string; name: string; isOnline: boolean }

/** The readers that the provider knows; throws `ApiProblem`. */
export const readReaders = async (): Promise<CardReader[]> =>
  (await unwrap<{ readers: CardReader[] }>(client.api.payments.readers.$get())).readers

/** The card reader that stands beside a register, or that there is none to be had. */
export function ReaderChoice(props: {
  register: Register
  readers: CardReader[] | undefined
  away: boolean
}) {
  const { refresh } = useSession()
  const [said, setSaid] = createSignal<{ kind: 'heath' | 'tan'; text: string } | null>(null)
  /** None, those that the provider knows, and the one that is set though it knows it no more. */
  const words = (): Record<string, string> => {
    const { readerId } = props.register
    const known = (props.readers ?? []).map(({ id, name, isOnline }) => [
      id,
      isOnline ? name : t.offline(name),
    ])
    return {
      '': t.none,
      ...(readerId ? { [readerId]: t.unknown(readerId) } : {}),
      ...Object.fromEntries(known),
    }
  }
  const values = () => Object.keys(words())
  async function save(readerId: string) {
    setSaid(null)
    try {
      const param = { id: props.register.id }
      await unwrap(client.api.registers[':id'].reader.$put({ param, json: { readerId: readerId || null } }))
      await refresh()
      setSaid({ kind: 'heath', text: t.saved })
    } catch (error) {
      setSaid({ kind: 'tan', text: problemText(error) })
    }
  }
  return (
    <div class={css.reader}>
      <Switch>
        <Match when={payments() === 'NONE'}>
          <p class="meta">
            <b>{t.title}.</b> {t.off}
          </p>
        </Match>
        <Match when={props.away}>
          <Notice kind="few">{t.away}</Notice>
        </Match>
        <Match when={true}>
          <Select
            label={t.title}
            values={values()}
            words={words()}
            chosen={props.register.readerId ?? ''}
            onChoose={(readerId) => void save(readerId)}
          />
          <p class="meta">{t.help}</p>
        </Match>
      </Switch>
      <Show when={said()}>{(one) => <Notice kind={one().kind}>{one().text}</Notice>}</Show>
    </div>
  )
}
