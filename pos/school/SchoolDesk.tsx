import { useNavigate } from '@solidjs/router'
import { createSignal, onMount, Show } from 'solid-js'
import type { OpenShift, Register } from '../answers.ts'
import { zone } from '../clock.ts'
import { forgetExercise } from './forget.ts'
import { problemText } from '../problem.ts'
import { useSession } from '../session.ts'
import page from '../shift/Shift.module.css'
import { momentOf } from '../text/format.ts'
import { school as t } from '../text/school.ts'
import { t as all } from '../text/fr.ts'
import { Button } from '../ui/Button.tsx'
import { Notice } from '../ui/Notice.tsx'
import { endSchool } from './school-api.ts'

/** The session of a school register: nothing moves in it and nothing is counted, it only ends. */
export function SchoolDesk(props: { register: Register; shift: OpenShift; tooOld: boolean }) {
  const { nameOf, chooseRegister, refresh } = useSession()
  const navigate = useNavigate()
  const [refusal, setRefusal] = createSignal<string | null>(null)
  const [busy, setBusy] = createSignal(false)
  onMount(() => {
    document.title = `${t.deskTitle(props.register.name)} · Guichet`
  })

  async function close() {
    if (busy()) return
    const { id } = props.register
    setBusy(true)
    setRefusal(null)
    try {
      await endSchool(props.shift.id)
      forgetExercise(id)
      // The next thing that is done here is a sale: the school is chosen, not met.
      chooseRegister(null)
      await refresh()
    } catch (error) {
      setRefusal(problemText(error))
    } finally {
      setBusy(false)
    }
  }

  return (
    <div class={page.page}>
      <main class={page.main}>
        <div>
          <h1>{t.deskTitle(`${props.register.siteName}\u00a0· ${props.register.name}`)}</h1>
          <p class="meta">{t.since(nameOf(props.shift.openedBy), momentOf(props.shift.openedAt, zone()))}</p>
        </div>
        <p class="soft">{t.help}</p>
        <p class="soft">{t.deskHelp}</p>
        <Show when={props.tooOld}>
          <Notice kind="few" icon="clock">
            {all.errors.shift_too_old}
          </Notice>
        </Show>
        <div class={page.also}>
          <Button icon="switch" onClick={() => chooseRegister(null)}>
            {all.shift.anotherTill}
          </Button>
        </div>
      </main>
      <footer class={page.foot}>
        <div class={page.inside}>
          <Show when={refusal()}>{(text) => <Notice kind="tan">{text()}</Notice>}</Show>
          <div class={page.acts}>
            <Show when={!props.tooOld} fallback={<span />}>
              <Button size="big" icon="back" onClick={() => navigate('/counter')}>
                {t.sell}
              </Button>
            </Show>
            <Button kind="sea" size="big" busy={busy()} onClick={() => void close()}>
              {t.close}
            </Button>
          </div>
        </div>
      </footer>
    </div>
  )
}
