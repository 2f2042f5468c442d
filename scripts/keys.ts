import { makeKeyFile } from '../api/keyring.ts'
import { fail, helpWhenAsked } from './step.ts'

helpWhenAsked(`
npm run keys -- PATH

Makes the key file of an office: the keys that sign its journal and its tickets, mode 0600. Never overwrites a file.
Every process on one database reads the same one (SIGNING_KEY_FILE). Keep a copy in a safe place: the database takes
no other, and the tickets that were sold are drawn again with these keys.
`)

function main(): void {
  const [path] = process.argv.slice(2)
  if (!path) throw new Error('Where to? npm run keys -- PATH')
  makeKeyFile(path)
  console.log(`Keys made: SIGNING_KEY_FILE=${path}`)
}

try {
  main()
} catch (error) {
  fail(error)
}
