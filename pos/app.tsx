import { Navigate, Route, Router, type RouteSectionProps, useParams } from '@solidjs/router'
import {
  createSignal,
  ErrorBoundary,
  type JSX,
  lazy,
  Match,
  onCleanup,
  onMount,
  Show,
  Suspense,
  Switch,
} from 'solid-js'
import { may, type Role } from '../api/shared/role.ts'
import { client, unwrap } from './api.ts'
import { ENTRIES, entriesOf, type Entry } from './office/entries.ts'
import { useSession } from './session.ts'
import { Setup } from './Setup.tsx'
import { Shift } from './Shift.tsx'
import { Shell } from './Shell.tsx'
import css from './Shell.module.css'
import { SignIn } from './SignIn.tsx'
import { Till } from './Till.tsx'
import { t } from './text/fr.ts'
import { Broken } from './ui/Broken.tsx'
import { Empty } from './ui/Empty.tsx'
import { LinkButton } from './ui/Button.tsx'
import { type Workspace, workspacesOf } from './workspace.ts'

const Scan = lazy(async () => ({ default: (await import('./Scan.tsx')).Scan }))
const Orders = lazy(async () => ({ default: (await import('./orders/Orders.tsx')).Orders }))
const Order = lazy(async () => ({ default: (await import('./orders/Order.tsx')).Order }))
const Presence = lazy(async () => ({ default: (await import('./Presence.tsx')).Presence }))

/** A screen by itself: what breaks in it stays in it, and only who may sees it; others are sent `elsewhere`. */
const guarded =
  (
    opens: (roles: readonly Role[]) => boolean,
    content: () => JSX.Element,
    elsewhere: (roles: readonly Role[]) => string = () => '/',
  ) =>
  () => {
    const { agent } = useSession()
    const roles = () => agent()?.roles ?? []
    return (
      <Show when={opens(roles())} fallback={<Navigate href={elsewhere(roles())} />}>
        <ErrorBoundary fallback={(error, reset) => <Broken error={error} onReset={reset} />}>
          <Suspense>{content()}</Suspense>
        </ErrorBoundary>
      </Show>
    )
  }

const screen = (space: Workspace, content: () => JSX.Element) =>
  guarded((roles) => workspacesOf(roles).includes(space), content)

/** The first screen of the office that the roles open, or the door of the other workspaces. */
const firstOffice = (roles: readonly Role[]) => {
  const [first] = entriesOf(roles)
  return first ? `/office${first.path}` : '/'
}
const officeScreen = (entry: Entry) =>
  guarded(
    (roles) => may(roles, entry.may),
    () => <entry.screen />,
    firstOffice,
  )

/** Where one arrives: the first workspace of one's roles. */
function Home() {
  const { agent } = useSession()
  const first = () => workspacesOf(agent()?.roles ?? [])[0]
  return (
    <Show
      when={first()}
      fallback={
        <main>
          <Empty page title={t.door.noRole} text={t.door.noRoleHelp} />
        </main>
      }
    >
      {(space) => <Navigate href={`/${space()}`} />}
    </Show>
  )
}

/** A ticket of another order may be scanned over this one. */
function OneOrder() {
  const params = useParams<{ id: string }>()
  return (
    <Show when={params.id} keyed>
      <Order />
    </Show>
  )
}

function Nowhere() {
  return (
    <main>
      <Empty page title={t.door.notFound}>
        <LinkButton href="/pos/">{t.door.home}</LinkButton>
      </Empty>
    </main>
  )
}

/** Nobody is signed in: the first-run wizard while there is no office, then the door. */
function Outside() {
  const [needed, setNeeded] = createSignal<boolean>()
  const [said, setSaid] = createSignal<string>()
  onMount(async () => {
    const answer = await unwrap<{ needed: boolean }>(client.api.setup.$get()).catch(() => ({ needed: false }))
    setNeeded(answer.needed)
  })
  const done = () => {
    setSaid(t.setup.done)
    setNeeded(false)
  }
  return (
    <Switch>
      <Match when={needed() === true}>
        <Setup onDone={done} />
      </Match>
      <Match when={needed() === false}>
        <SignIn said={said()} />
      </Match>
    </Switch>
  )
}

/** The server has not answered yet since the page was opened: tries again until it does. */
function Unreachable() {
  const { refresh } = useSession()
  const timer = setInterval(() => void refresh(), 3_000)
  onCleanup(() => clearInterval(timer))
  return (
    <main class={css.alone}>
      <Empty page title={t.door.unreachable} text={t.door.unreachableHelp} />
    </main>
  )
}

function Door(props: RouteSectionProps) {
  const { me, unreachable, refresh } = useSession()
  onMount(() => void refresh())
  return (
    <Switch>
      <Match when={me()}>
        <Shell>{props.children}</Shell>
      </Match>
      <Match when={me() === null}>
        <Outside />
      </Match>
      <Match when={unreachable()}>
        <Unreachable />
      </Match>
    </Switch>
  )
}

export function App() {
  return (
    <ErrorBoundary fallback={(error) => <Broken error={error} onReset={() => location.reload()} />}>
      <Router base="/pos" root={Door}>
        <Route path="/" component={Home} />
        <Route path="/counter" component={screen('counter', () => <Till />)} />
        <Route path="/scan" component={screen('scan', () => <Scan />)} />
        <Route path="/scan/:id" component={screen('scan', () => <Presence />)} />
        <Route path="/shift" component={screen('shift', () => <Shift />)} />
        <Route path="/orders" component={screen('orders', () => <Orders />)} />
        <Route path="/orders/:id" component={screen('orders', () => <OneOrder />)} />
        {ENTRIES.map((entry) => (
          <Route path={`/office${entry.path}${entry.rest ?? ''}`} component={officeScreen(entry)} />
        ))}
        <Route path="*" component={Nowhere} />
      </Router>
    </ErrorBoundary>
  )
}
