import { A } from '@solidjs/router'
import { For, Show } from 'solid-js'
import { may } from '../api/shared/role.ts'
import { online } from './api.ts'
import { clock, today, zone } from './clock.ts'
import { theme, toggleSun } from './device.ts'
import css from './Header.module.css'
import { setPanel } from './panel.ts'
import { useSession } from './session.ts'
import { shortDay, timeOf } from './text/format.ts'
import { t } from './text/fr.ts'
import { Icon, type IconName } from './ui/Icon.tsx'
import { Kbd } from './ui/Kbd.tsx'
import { createMenu } from './ui/menu.ts'
import { Mark } from './ui/Mark.tsx'
import { type Workspace, workspacesOf } from './workspace.ts'

/** How a workspace is drawn and called, in every menu. */
export const ICON: Record<Workspace, IconName> = {
  counter: 'basket',
  orders: 'lines',
  scan: 'scan',
  shift: 'cash',
  office: 'chart',
}
export const WORD: Record<Workspace, string> = {
  counter: t.header.sell,
  orders: t.header.orders,
  scan: t.header.scan,
  shift: t.header.shift,
  office: t.header.office,
}

/**
 * Where this device stands: "Bourg · Caisse 2", or the office when no register is chosen, or the provider. Of two tills
 * side by side only the register tells which is which: where there is no room, the place is cut and never its name.
 */
function Place() {
  const { me, register, agent } = useSession()
  const sells = () => workspacesOf(agent()?.roles ?? []).includes('counter')
  return (
    <strong>
      <Show
        when={sells() && register()}
        fallback={<span>{agent()?.providerId ? agent()?.name : me()?.office.name}</span>}
      >
        {(one) => (
          <>
            <span>{one().siteName}</span>
            <span>{`\u00a0· ${one().name}`}</span>
          </>
        )}
      </Show>
    </strong>
  )
}

/** Links to the workspaces that the roles open. The session's link says since when it is open. */
function Spaces(props: { long?: boolean; onGo?: () => void }) {
  const { agent, shift } = useSession()
  const spaces = () => workspacesOf(agent()?.roles ?? [])
  const since = () => {
    const open = shift()
    return open ? t.header.openedAt(timeOf(open.openedAt, zone())) : t.header.noShift
  }
  return (
    <For each={spaces()}>
      {(space) => (
        <A href={`/${space}`} onClick={() => props.onGo?.()}>
          <Icon name={ICON[space]} small />
          <Show when={space === 'shift'} fallback={WORD[space]}>
            <Show when={!props.long}>
              <span class={css.short}>{WORD.shift}</span>
            </Show>
            <span class={props.long ? undefined : css.long}>{since()}</span>
          </Show>
        </A>
      )}
    </For>
  )
}

/** On a phone the mark opens the workspaces; a press elsewhere or Échap closes them. */
function Menu() {
  const menu = createMenu()
  return (
    <div ref={menu.box} class={css.menu} onFocusOut={menu.leave} on:keydown={menu.escape}>
      <button type="button" aria-expanded={menu.open()} onClick={menu.toggle}>
        <Mark />
        <Place />
        <span class="sr">{t.header.menu}</span>
        <Icon name="down" small />
      </button>
      <Show when={menu.open()}>
        <nav class={css.sheet} aria-label={t.header.nav}>
          <Spaces long onGo={menu.close} />
          <button
            type="button"
            onClick={() => {
              menu.close()
              setPanel('help')
            }}
          >
            <Icon name="sun" small />
            {t.header.help}
          </button>
        </nav>
      </Show>
    </div>
  )
}

/** Who acts; where agents take turns, F6 changes them. */
function Agent() {
  const { agent } = useSession()
  const turns = () => may(agent()?.roles ?? [], 'agent.change')
  return (
    <button
      type="button"
      aria-keyshortcuts={turns() ? 'F6' : undefined}
      aria-haspopup="dialog"
      onClick={() => setPanel('agent')}
    >
      <Icon name="person" small />
      <span class={css.who}>{agent()?.name}</span>
      <span class="sr">{turns() ? t.header.agent : t.header.account}</span>
      <Show when={turns()}>
        <Kbd>F6</Kbd>
      </Show>
    </button>
  )
}

export function Header() {
  const { me, remembered } = useSession()
  /** Whoever is known by memory alone is not in line, whatever the network says in its first seconds. */
  const up = () => online() && !remembered()
  return (
    <header class={css.top}>
      <Menu />
      <span class={css.place}>
        <Mark />
        <Place />
      </span>
      <nav class={css.spaces} aria-label={t.header.nav}>
        <Spaces />
      </nav>
      <Show when={me()?.office.demo}>
        <span class={css.demo}>
          <span class={css.demoLong}>{t.header.demo}</span>
          <abbr class={css.demoShort} title={t.header.demo}>
            {t.header.demoShort}
          </abbr>
        </span>
      </Show>
      <span class={css.gap} />
      <span class={css.line} data-up={up()} role="status">
        <Icon name={up() ? 'online' : 'offline'} small />
        <span>{up() ? t.header.online : t.header.offline}</span>
      </span>
      <span class={css.now}>
        <span class={css.day}>{shortDay(today())}</span> <b>{clock()}</b>
      </span>
      <button
        type="button"
        class={css.sun}
        aria-label={t.header.sun}
        aria-pressed={theme() === 'sun'}
        onClick={toggleSun}
      >
        <Icon name="sun" />
      </button>
      <Agent />
      <button
        type="button"
        class={css.help}
        aria-label={t.header.help}
        aria-haspopup="dialog"
        onClick={() => setPanel('help')}
      >
        <Kbd stay>?</Kbd>
      </button>
    </header>
  )
}
