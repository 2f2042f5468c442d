// A thread starts as plain JavaScript: it learns to read TypeScript here, whoever started it (npm start, the tests).
import { register } from 'tsx/esm/api'

register()
await import('./xlsx-worker.ts')
