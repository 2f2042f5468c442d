/**
 * Why a paper did not come out, where the device prints. unsupported: this browser reaches no such printer. unpaired:
 * none was chosen on this device. absent: the one that was chosen is not plugged in. held: something else holds it.
 * silent: it takes no more (no paper, lid open). cancelled: the choice was left. nowhere: the device stands at no register.
 */
export type Fault =
  | 'unsupported'
  | 'unpaired'
  | 'absent'
  | 'held'
  | 'silent'
  | 'cancelled'
  | 'nowhere'
  | 'failed'

/** A printer on this device that did not take its bytes. */
export class PrintFault extends Error {
  readonly why: Fault

  constructor(why: Fault) {
    super(why)
    this.name = 'PrintFault'
    this.why = why
  }
}

/** What the standards' errors mean for a printer. */
export function faultOf(error: unknown): PrintFault {
  if (error instanceof PrintFault) return error
  const name = error instanceof Error ? error.name : ''
  if (name === 'NotFoundError') return new PrintFault('absent')
  // A claim or an opening that is refused: the system's own driver, or another window, has it.
  if (name === 'SecurityError' || name === 'InvalidStateError') return new PrintFault('held')
  return new PrintFault('failed')
}

/** Ends as `work` does, or with `silent` after so many ms: a printer without paper says nothing. */
export async function limited<T>(work: Promise<T>, ms: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new PrintFault('silent')), ms)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
