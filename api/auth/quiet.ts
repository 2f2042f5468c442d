import { AsyncLocalStorage } from 'node:async_hooks'

let underWay = 0

/**
 * Runs a call of better-auth, and once none is under way puts out the contexts it opened. Node 20 hooks every promise
 * of the process from the first context on and for good: one sign-in would make all promises twice as slow until the
 * next start. (From Node 24 contexts cost nothing and this does nothing.)
 */
export async function quietly<T>(call: () => Promise<T>): Promise<T> {
  underWay += 1
  try {
    return await call()
  } finally {
    underWay -= 1
    if (underWay === 0) for (const context of contexts()) context.disable()
  }
}

/** better-auth keeps its contexts in one object of the process; a context that is used again lights up by itself. */
function contexts(): AsyncLocalStorage<unknown>[] {
  const shared: unknown = Reflect.get(globalThis, Symbol.for('better-auth:global'))
  const context = (shared as { context?: object } | undefined)?.context ?? {}
  return Object.values(context).filter((value) => value instanceof AsyncLocalStorage)
}
