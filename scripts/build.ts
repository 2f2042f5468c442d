import { areFrontsFresh, buildFronts } from './fronts.ts'
import { fail, helpWhenAsked, step } from './step.ts'

helpWhenAsked(`
npm run build [-- --force]

Builds the shop and the staff application into dist/, when their sources have changed since the last time.
  --force   builds in any case
`)

async function main(): Promise<void> {
  if (areFrontsFresh() && !process.argv.includes('--force')) return console.log('  Fronts are up to date.')
  await step('Fronts built', buildFronts)
}

main().catch(fail)
