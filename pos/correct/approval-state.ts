import { type Accessor, createSignal } from 'solid-js'
import type { ApprovalCause } from '../../api/shared/correction.ts'
import { APPROVAL_CAUSES } from '../../api/shared/correction.ts'
import type { ApiProblem } from '../../api/client.ts'
import { correct as t } from '../text/correct.ts'

/** Code and PIN of whoever approves: asked when it is foreseen, or once the server has said so; never kept. */
export function createApproval(foreseen: Accessor<ApprovalCause[]>) {
  const [said, setSaid] = createSignal<ApprovalCause[] | null>(null)
  const [code, setCode] = createSignal('')
  const [pin, setPin] = createSignal('')
  const [tried, setTried] = createSignal(false)
  const [refused, setRefused] = createSignal<ApiProblem | null>(null)
  const causes = (): ApprovalCause[] => [...new Set([...foreseen(), ...(said() ?? [])])]
  const needed = () => said() !== null || foreseen().length > 0
  const wrong = () => ({
    code: code().trim() === '' ? t.approval.codeNeeded : null,
    pin: /^\d{4,8}$/.test(pin()) ? null : t.approval.pinNeeded,
  })
  return {
    causes,
    needed,
    code,
    pin,
    setCode,
    setPin: (text: string) => setPin(text.replace(/\D/g, '').slice(0, 8)),
    /** What is wrong with what was typed, once a press has asked for it. */
    shown: () => (tried() ? wrong() : { code: null, pin: null }),
    /** True when nothing of it is missing; else says so. */
    ready(): boolean {
      setRefused(null)
      if (!needed()) return true
      setTried(true)
      return wrong().code === null && wrong().pin === null
    },
    /** Why whoever typed it may not approve. */
    refused,
    sent: () => (needed() ? { approval: { code: code().trim().toUpperCase(), pin: pin() } } : {}),
    /** Takes what the server answered: that somebody must approve, or that they may not. True when it was that. */
    heard(problem: ApiProblem): boolean {
      if (problem.code === 'approval_needed') {
        const asked = problem.data.causes
        setSaid(APPROVAL_CAUSES.filter((one) => Array.isArray(asked) && asked.includes(one)))
        return true
      }
      if (problem.code !== 'approval_refused' && problem.code !== 'pin_blocked') return false
      setRefused(problem)
      setPin('')
      setTried(false)
      return true
    },
    /** Something else was chosen: what the server said was of the choice before. */
    forget: () => setSaid(null),
  }
}

export type Approving = ReturnType<typeof createApproval>
