import { Show } from 'solid-js'
import { t } from '../text/fr.ts'
import { Button } from '../ui/Button.tsx'
import { Notice } from '../ui/Notice.tsx'
import type { Gate, Passage } from './gate.ts'
import css from './LastPassage.module.css'

/** What can still be done about who came in last: the rest of the group, or taking it back. */
export function LastPassage(props: { gate: Gate; passage: Passage }) {
  const group = () => (props.passage.undone ? null : props.passage.group)
  return (
    <section class={css.last} aria-label={t.scan.lastPassage}>
      <p class={css.words} role="status" data-undone={props.passage.undone ? '' : undefined}>
        <b>{props.passage.title}</b>
        <span class="meta">{props.passage.undone ? t.scan.undone : props.passage.lines[0]}</span>
      </p>
      <Show when={group()}>
        {(one) => (
          <Button
            kind="sea"
            size="pay"
            wide
            busy={props.gate.busy()}
            onClick={() => props.gate.admitGroup(props.passage)}
          >
            {t.scan.wholeGroup(one().expected)}
            <small class={css.left}>{t.scan.groupLeft(one().left)}</small>
          </Button>
        )}
      </Show>
      <Show when={!props.passage.undone}>
        <Button
          size="big"
          wide
          busy={props.gate.undoing()}
          onClick={() => void props.gate.undo(props.passage)}
        >
          {t.scan.undo}
        </Button>
      </Show>
      <Show when={props.gate.problem()}>{(text) => <Notice kind="tan">{text()}</Notice>}</Show>
    </section>
  )
}
