import { useNavigate } from '@solidjs/router'
import { createSignal, onCleanup, onMount, Show } from 'solid-js'
import { may } from '../api/shared/role.ts'
import css from './ScanLine.module.css'
import { scanner, useScanner } from './scanner.ts'
import { useSession } from './session.ts'
import { scanned as t } from './text/scanned.ts'
import { Notice } from './ui/Notice.tsx'

/**
 * Codes that the screen does not take itself: a ticket or a receipt opens its order, and anything else is said, until the
 * next key or press. Here the keys of all screens are listened to for a scanner.
 */
export function ScanLine() {
  const { agent } = useSession()
  const navigate = useNavigate()
  const [said, setSaid] = createSignal<string | null>(null)
  let last = ''

  async function read(code: string): Promise<void> {
    last = code
    const { openScanned } = await import('./scanned.ts')
    const words = await openScanned(code, (id) => last === code && navigate(`/orders/${id}`))
    if (last === code) setSaid(words)
  }
  useScanner('shell', (code, restore) => {
    restore()
    if (may(agent()?.roles ?? [], 'order.read')) void read(code)
    else setSaid(t.notHere)
    return 'taken'
  })

  const forget = () => {
    last = ''
    setSaid(null)
  }
  onMount(() => {
    addEventListener('keydown', scanner.keydown, { capture: true })
    addEventListener('keydown', forget)
    addEventListener('pointerdown', forget)
  })
  onCleanup(() => {
    removeEventListener('keydown', scanner.keydown, { capture: true })
    removeEventListener('keydown', forget)
    removeEventListener('pointerdown', forget)
  })
  return (
    <Show when={said()}>
      {(words) => (
        <div class={css.line}>
          <Notice kind="tan" icon="scan">
            {words()}
          </Notice>
        </div>
      )}
    </Show>
  )
}
