/**
 * Keeps the process alive when postgres.js 3.4 writes to a connection that is gone. The driver sends a small statement
 * by `setImmediate`, on the socket that it has by then: none, when the connection closed under a transaction that goes
 * on, and its TypeError comes where nobody can catch it (porsager/postgres#1154, #1208). Nothing is lost by going on:
 * that transaction has failed already, for whoever asked for it, and `transaction` sets the pool aside. Every other
 * error that nobody caught ends the process as before, unless somebody else hears it too. Returns what takes the watch away again.
 */
export function surviveLostWrites(tell: (error: unknown) => void): () => void {
  if (watching.size === 0) process.on('uncaughtException', hear)
  watching.add(tell)
  return () => {
    watching.delete(tell)
    if (watching.size === 0) process.off('uncaughtException', hear)
  }
}

const watching = new Set<(error: unknown) => void>()

function hear(error: unknown): void {
  if (isLostWrite(error)) for (const tell of watching) tell(error)
  else if (process.listenerCount('uncaughtException') === 1) {
    console.error(error)
    process.exit(1)
  }
}

function isLostWrite(error: unknown): boolean {
  const stack = error instanceof TypeError ? (error.stack ?? '') : ''
  return /nextWrite .*\bpostgres\/(cjs\/)?src\/connection\.js/.test(stack)
}
