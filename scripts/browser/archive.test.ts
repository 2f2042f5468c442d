import { afterAll, beforeAll, expect, it } from 'vitest'
import { readFileSync } from 'node:fs'
import { TEST_NOW } from '../../db/test-clock.ts'
import { inspect } from './look.ts'
import { stage } from './stage.ts'
import { device, signIn, type Device } from './till.ts'

const on = stage()
let manager: Device

beforeAll(async () => {
  manager = await device(on.browser, on.office.url, TEST_NOW)
  await signIn(manager.page, 'soizic@guichet.example')
  await manager.page.getByRole('link', { name: 'Bureau' }).click()
}, 120_000)
afterAll(() => manager?.context.close())

it('the manager verifies the journal, archives a period, takes its file, and reads that it was taken', async () => {
  const { page } = manager
  await page.getByRole('link', { name: 'Archives' }).click()
  await page.getByText('Aucune archive pour l’instant').waitFor()
  await page.getByRole('button', { name: 'Vérifier les journaux' }).click()
  await page.getByText(/^Aucun défaut\s:\s\d+\senregistrements? dans \d+\schaînes?\./).waitFor()
  await page.getByLabel('Au', { exact: true }).fill('2026-08-13')
  await page.getByRole('button', { name: 'Créer l’archive' }).click()
  await page
    .getByRole('alert')
    .getByText(/^Choisissez des jours terminés/)
    .waitFor()
  await page.getByLabel('Au', { exact: true }).fill('2026-08-12')
  await page.getByRole('button', { name: 'Créer l’archive' }).click()
  await page.getByText(/^Archive prête/).waitFor({ timeout: 60_000 })
  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Télécharger' }).first().click()
  const file = await download
  expect(file.suggestedFilename()).toMatch(/^archive-2026-01-01-2026-08-12-\w+\.zip$/)
  expect(
    readFileSync((await file.path()) ?? '')
      .subarray(0, 2)
      .toString(),
  ).toBe('PK')
  await page.getByRole('row', { name: /01\/01\/2026/ }).waitFor()
  await inspect(page, 'archives')
  await page.getByRole('link', { name: 'Événements' }).click()
  await page.getByLabel('Événement', { exact: true }).selectOption('Export de données')
  await expect.poll(() => page.getByRole('row').count()).toBe(2)
  await page.getByRole('cell', { name: /file\sarchive\.zip/ }).waitFor()
  await page.getByLabel('Événement', { exact: true }).selectOption('Tous')
  await page.getByRole('row', { name: /Archivage d’une période/ }).waitFor()
  await inspect(page, 'events')
  await page.getByLabel('Événement', { exact: true }).selectOption('Vente annulée')
  await page.getByText('Aucun événement ne répond à ces filtres').waitFor()
}, 180_000)
