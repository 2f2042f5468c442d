/**
 * Keeps the process alive when postgres.js 3.4 writes to a connection that is gone. The driver sends a small statement
 * by `setImmediate`, on the socket that it has by then: none, when the connection closed under a transaction that goes
 * on, and its TypeError comes where nobody can catch it (porsager/postgres#1154, #1208). Nothing is lost by going on:
 * that transaction has failed already, for whoever asked for it, and `transaction` sets the pool aside. Every other
 * error that nobody caught ends the process as before. Returns what takes the watch away again.
 */
export function surviveLostWrites(tell: (error: unknown) => void): () => void {
  const hear = (error: unknown) => {
    if (isLostWrite(error)) tell(error)
    else if (process.listenerCount('uncaughtException') === 1) {
      console.error(error)
      process.exit(1)
    }
  }
  process.on('uncaughtException', hear)
  return () => process.off('uncaughtException', hear)
}

function isLostWrite(error: unknown): boolean {
  const stack = error instanceof TypeError ? (error.stack ?? '') : ''
  return /nextWrite .*\bpostgres\/(cjs\/)?src\/connection\.js/.test(stack)
}
