import { Hono } from 'hono'
import { json, route, type Env } from '../body.ts'
import { Settings, SettingsInput } from './form.ts'
import { readSettings, setSettings } from './settings.ts'

/** Under /office: what is set once for the whole office. */
export const officeRoutes = new Hono<Env>()
  .get(
    '/settings',
    route({
      may: 'office.set',
      summary: 'The settings of the office: approvals, delays, financial year, legal form',
      answer: Settings,
      refusals: ['not_set_up'],
    }),
    async (c) => c.json(await readSettings(c.var.ctx)),
  )
  .put(
    '/settings',
    route({
      may: 'office.set',
      summary: 'Set them; what was and what is goes into the event log',
      answer: Settings,
      refusals: ['bad_request', 'not_set_up'],
    }),
    json(SettingsInput),
    async (c) => c.json(await setSettings(c.var.ctx, c.req.valid('json'))),
  )
