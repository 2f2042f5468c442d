import { writeFileSync } from 'node:fs'
import { CORE_DIGEST, CORE_VERSION } from '../api/journal/digest.ts'
import { helpWhenAsked } from './step.ts'

helpWhenAsked(`
npm run release

Writes the version and the digest of the fiscal core into api/archive/released.json, in the change that releases it.
From then on the draft of the attestation speaks of this core; of any other it says that the editor's does not apply.
`)

const released = { version: CORE_VERSION, coreDigest: CORE_DIGEST }
const path = new URL('../api/archive/released.json', import.meta.url)
writeFileSync(path, `${JSON.stringify(released)}\n`)
console.log(`Released: fiscal core ${CORE_VERSION}, ${CORE_DIGEST}`)
