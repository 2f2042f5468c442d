import { createSignal } from 'solid-js'
import { problemText } from '../problem.ts'

/** One thing done at a time: whether it is under way, and why it was refused. */
export function createAct() {
  const [busy, setBusy] = createSignal(false)
  const [refusal, setRefusal] = createSignal<string | null>(null)
  /** Does it unless something is under way already; true when it was done. */
  async function run(work: () => Promise<unknown>): Promise<boolean> {
    if (busy()) return false
    setBusy(true)
    setRefusal(null)
    try {
      await work()
      return true
    } catch (error) {
      setRefusal(problemText(error))
      return false
    } finally {
      setBusy(false)
    }
  }
  return { busy, refusal, setRefusal, run }
}
