import { A, useLocation } from '@solidjs/router'
import { For, Show, Suspense } from 'solid-js'
import { Dynamic } from 'solid-js/web'
import { may } from '../../api/shared/role.ts'
import { online } from '../api.ts'
import { theme, toggleSun } from '../device.ts'
import { ICON, WORD } from '../Header.tsx'
import { setPanel } from '../panel.ts'
import { useSession } from '../session.ts'
import { t } from '../text/fr.ts'
import { Icon } from '../ui/Icon.tsx'
import { Kbd } from '../ui/Kbd.tsx'
import { createMenu } from '../ui/menu.ts'
import { Mark } from '../ui/Mark.tsx'
import { workspacesOf } from '../workspace.ts'
import { entriesOf } from './entries.ts'
import css from './OfficeNav.module.css'

/**
 * The office's navigation at the left: its screens, the other workspaces one press away, and who is here. Under 900 px
 * it folds behind one button; a press elsewhere or Échap closes it.
 */
export function OfficeNav() {
  const { me } = useSession()
  const menu = createMenu()
  return (
    <div ref={menu.box} class={css.side} onFocusOut={menu.leave} on:keydown={menu.escape}>
      <button type="button" class={css.fold} aria-expanded={menu.open()} onClick={menu.toggle}>
        <Mark />
        <Here />
        <span class="sr">, {t.office.menu}</span>
        <Icon name="down" small />
      </button>
      <div class={css.inside} data-open={menu.open() ? '' : undefined}>
        <div class={css.id}>
          <Mark />
          <span>
            <strong>{me()?.office.name}</strong>
            <Show when={me()?.office.demo}>
              <span class={css.demo}>{t.header.demo}</span>
            </Show>
          </span>
        </div>
        <Entries />
        <span class={css.gap} />
        <Elsewhere />
        <Foot />
      </div>
    </div>
  )
}

/** The screen that is open, for the folded navigation. */
function Here() {
  const { agent, me } = useSession()
  const location = useLocation()
  const entry = () =>
    entriesOf(agent()?.roles ?? []).findLast((one) => location.pathname.includes(`/office${one.path}`))
  return <strong>{entry()?.word ?? me()?.office.name}</strong>
}

function Entries() {
  const { agent } = useSession()
  const all = () => entriesOf(agent()?.roles ?? [])
  return (
    <nav class={css.entries} aria-label={t.office.nav}>
      <For each={[...all().filter((one) => !one.low), ...all().filter((one) => one.low)]}>
        {(one) => (
          <A href={`/office${one.path}`} end={one.path === ''} data-low={one.low ? '' : undefined}>
            <Icon name={one.icon} />
            {one.word}
            <Show when={one.mark}>
              {(Mark) => (
                <Suspense>
                  <Dynamic component={Mark()} />
                </Suspense>
              )}
            </Show>
          </A>
        )}
      </For>
    </nav>
  )
}

/** The other workspaces of the same person: selling, scanning, the register's session. */
function Elsewhere() {
  const { agent } = useSession()
  const spaces = () => workspacesOf(agent()?.roles ?? []).filter((space) => space !== 'office')
  return (
    <Show when={spaces().length > 0}>
      <nav class={css.elsewhere} aria-label={t.office.elsewhere}>
        <For each={spaces()}>
          {(space) => (
            <A href={`/${space}`}>
              <Icon name={ICON[space]} />
              {WORD[space]}
            </A>
          )}
        </For>
      </nav>
    </Show>
  )
}

/** Who is here, the display for outdoors, the keys; and that the network is away. */
function Foot() {
  const { agent } = useSession()
  const turns = () => may(agent()?.roles ?? [], 'agent.change')
  return (
    <div class={css.foot}>
      <button
        type="button"
        class={css.who}
        aria-haspopup="dialog"
        aria-keyshortcuts={turns() ? 'F6' : undefined}
        onClick={() => setPanel('agent')}
      >
        <Icon name={online() ? 'person' : 'offline'} />
        <span title={agent()?.name}>{agent()?.name}</span>
        <span class="sr">{turns() ? t.header.agent : t.header.account}</span>
      </button>
      <button
        type="button"
        class={css.tool}
        aria-label={t.header.sun}
        aria-pressed={theme() === 'sun'}
        onClick={toggleSun}
      >
        <Icon name="sun" />
      </button>
      <button
        type="button"
        class={css.tool}
        aria-label={t.header.help}
        aria-haspopup="dialog"
        onClick={() => setPanel('help')}
      >
        <Kbd stay>?</Kbd>
      </button>
    </div>
  )
}
