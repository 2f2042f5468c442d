import { migrate } from '../../db/migrate.ts'
import { DEMO_PASSWORD, seedIfEmpty } from '../demo.ts'
import { areFrontsFresh, buildFronts } from '../fronts.ts'
import { step } from '../step.ts'
import { serveAt, type Served, type Yard } from './yard.ts'

const served = new WeakMap<Yard, Promise<Served>>()

/** The demonstration office with its built fronts, as `npm start` makes it; its manager is signed in. Made once. */
export function demonstration(yard: Yard): Promise<Served> {
  let office = served.get(yard)
  if (!office) {
    office = make(yard)
    served.set(yard, office)
  }
  return office
}

async function make(yard: Yard): Promise<Served> {
  if (!areFrontsFresh()) await step('Fronts built', buildFronts)
  const url = await yard.database('demo')
  await step('Demonstration office', async () => {
    await migrate(url)
    await seedIfEmpty(url)
  })
  return serveAt(yard, url, { email: 'soizic@guichet.example', password: DEMO_PASSWORD })
}
