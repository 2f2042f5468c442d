import { useLocation, useResolvedPath } from '@solidjs/router'
import { type JSX, onCleanup, onMount, Show } from 'solid-js'
import { may } from '../api/shared/role.ts'
import { AgentPanel } from './AgentDialog.tsx'
import { Header } from './Header.tsx'
import { HelpPanel } from './HelpDialog.tsx'
import { OfficeNav } from './office/OfficeNav.tsx'
import { OfflineLine } from './OfflineLine.tsx'
import { PaperLine } from './PaperLine.tsx'
import { panel, setPanel } from './panel.ts'
import { ScanLine } from './ScanLine.tsx'
import { SchoolLine } from './school/SchoolLine.tsx'
import { SimulatedLine } from './SimulatedLine.tsx'
import css from './Shell.module.css'
import { useSession } from './session.ts'
import { t } from './text/fr.ts'
import { Dialog } from './ui/Dialog.tsx'
import { UpdateLine } from './UpdateLine.tsx'
import { workspacesOf } from './workspace.ts'

const inField = (target: EventTarget | null) =>
  target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]')

/** Header, or the office's navigation; the line that says when the network is away, the screen, and what lies over it. */
export function Shell(props: { children: JSX.Element }) {
  const { agent } = useSession()
  const turns = () => may(agent()?.roles ?? [], 'agent.change')
  const location = useLocation()
  const officeHref = useResolvedPath(() => '/office')
  const inOffice = () =>
    `${location.pathname}/`.startsWith(`${officeHref()}/`) &&
    workspacesOf(agent()?.roles ?? []).includes('office')

  function keys(event: KeyboardEvent) {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey) return
    if (event.key === 'F6' && turns()) setPanel('agent')
    else if (event.key === '?' && !event.repeat && !filled(event.target)) setPanel('help')
    else return
    event.preventDefault()
  }
  /** In an empty search field `?` still asks for help; in one that has words it is a character. */
  const filled = (target: EventTarget | null) =>
    inField(target) &&
    !(target instanceof HTMLInputElement && target.type !== 'password' && target.value === '')

  onMount(() => addEventListener('keydown', keys))
  onCleanup(() => removeEventListener('keydown', keys))

  return (
    <div class={css.shell} data-office={inOffice() ? '' : undefined}>
      <Show when={inOffice()} fallback={<Header />}>
        <OfficeNav />
      </Show>
      <div>
        <SchoolLine />
        <SimulatedLine />
        <OfflineLine />
        <UpdateLine />
        <PaperLine />
        <ScanLine />
      </div>
      <div class={css.screen}>{props.children}</div>
      <Dialog
        open={panel() === 'agent'}
        title={turns() ? t.agent.title : (agent()?.name ?? '')}
        onClose={() => setPanel(null)}
      >
        <AgentPanel />
      </Dialog>
      <Dialog open={panel() === 'help'} title={t.help.title} wide onClose={() => setPanel(null)}>
        <HelpPanel />
      </Dialog>
    </div>
  )
}
