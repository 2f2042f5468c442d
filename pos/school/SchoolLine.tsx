import { useLocation, useResolvedPath } from '@solidjs/router'
import { Show } from 'solid-js'
import { useSession } from '../session.ts'
import { school as t } from '../text/school.ts'
import css from './SchoolLine.module.css'

/** What of the application is practised; the gate lets people in for good, and the office shows true figures. */
const PRACTISED = ['/counter', '/orders', '/shift']

/** On every screen of a till that practises. */
export function SchoolLine() {
  const { school } = useSession()
  const location = useLocation()
  const roots = PRACTISED.map((path) => useResolvedPath(() => path))
  const isPractised = () => roots.some((root) => `${location.pathname}/`.startsWith(`${root()}/`))
  return (
    <Show when={school() && isPractised()}>
      <p class={css.line}>
        <span>
          <b>{t.band}</b>
          {'\u00a0: '}
          {t.bandHelp}
        </span>
      </p>
    </Show>
  )
}
