import { makeKeyFile, rotateKeyFile } from '../api/keyring.ts'
import { fail, helpWhenAsked } from './step.ts'

helpWhenAsked(`
npm run keys -- PATH
npm run keys -- PATH --rotate

Makes the key file of an office: the keys that sign its journal and its tickets, mode 0600. Never overwrites a file.
Every process on one database reads the same one (SIGNING_KEY_FILE). Keep a copy in a safe place: the database takes
no other, and the tickets that were sold are drawn again with these keys.

--rotate adds a new key of each kind to a file that is there. The new ones sign from the next start on, announced in the
event log by the key before; the older ones stay, to verify what they signed. Whoever is signed in signs in again.
`)

function main(): void {
  const args = process.argv.slice(2)
  const path = args.find((arg) => !arg.startsWith('--'))
  if (!path) throw new Error('Where to? npm run keys -- PATH')
  if (args.includes('--rotate')) {
    rotateKeyFile(path)
    console.log(`Keys added to ${path}: they sign from the next start on. Keep a copy in a safe place.`)
    return
  }
  makeKeyFile(path)
  console.log(`Keys made: SIGNING_KEY_FILE=${path}`)
}

try {
  main()
} catch (error) {
  fail(error)
}
