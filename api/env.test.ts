import { describe, expect, it } from 'vitest'
import { readEnv, readWhere } from './env.ts'
import { settings } from './settings.ts'

describe('the settings', () => {
  it('need nothing: everything has a default that works on one machine', () => {
    expect(readEnv({ PATH: '/bin', PUBLIC_URL: '' })).toEqual({
      port: 4300,
      host: '127.0.0.1',
      publicUrl: 'http://127.0.0.1:4300',
      trustedProxies: ['127.0.0.0/8', '::1'],
      databaseUrl: null,
      databasePool: 12,
      dataDir: '.guichet',
      signingKeyFile: '.guichet/signing-keys.json',
      anchorFile: '.guichet/anchors.jsonl',
      mayMakeKey: true,
      logLevel: 'info',
      metricsToken: null,
      smtpUrl: null,
      stripeKey: null,
      stripeWebhookSecret: null,
      stripeAddress: null,
      mailFrom: null,
      demo: true,
      demoHistory: true,
      production: false,
    })
  })

  it('names every wrong one at once, and says what it should be', () => {
    const wrong = {
      PORT: '70000',
      HOST: 'a b',
      PUBLIC_URL: 'https://billetterie.example/pos',
      TRUSTED_PROXIES: '10.0.0.0/8, proxy',
      DATABASE_URL: 'mysql://root@db/x',
      DATABASE_POOL: 'many',
      LOG_LEVEL: 'loud',
      METRICS_TOKEN: 'short',
      SMTP_URL: 'https://root:root@mail.example',
      MAIL_FROM: 'Office <billets>',
      DEMO: 'no',
    }
    const message = (() => {
      try {
        return JSON.stringify(readEnv(wrong))
      } catch (error) {
        return (error as Error).message
      }
    })()
    for (const name of Object.keys(wrong)) expect(message).toMatch(new RegExp(`^  ${name}: \\S`, 'm'))
    expect(message).toMatch(/^  SIGNING_KEY_FILE: required.*npm run keys -- PATH/m)
    expect(message).toContain('a whole number from 0 to 65535')
    // A password in a setting is never repeated.
    expect(message).not.toContain('root')
  })

  it('want the signing keys given with an external database, which other processes share', () => {
    const DATABASE_URL = 'postgres://owner:secret@db.example/guichet'
    expect(() => readEnv({ DATABASE_URL })).toThrow(/SIGNING_KEY_FILE: required with DATABASE_URL/)
    const env = readEnv({ DATABASE_URL, SIGNING_KEY_FILE: '/etc/guichet/keys.json' })
    expect([env.databaseUrl, env.signingKeyFile, env.mayMakeKey]).toEqual([
      DATABASE_URL,
      '/etc/guichet/keys.json',
      false,
    ])
  })

  it('want a sender with a server of letters, by name if it has one', () => {
    const SMTP_URL = 'smtps://user:secret@mail.example'
    expect(() => readEnv({ SMTP_URL })).toThrow(/MAIL_FROM: required with SMTP_URL/)
    const MAIL_FROM = 'Office de tourisme <billets@office.example>'
    expect(readEnv({ SMTP_URL, MAIL_FROM })).toMatchObject({ smtpUrl: SMTP_URL, mailFrom: MAIL_FROM })
    expect(readEnv({ MAIL_FROM: 'billets@office.example' }).smtpUrl).toBe(null)
  })

  it('want a public address in production, and keep it without a trailing slash', () => {
    expect(() => readEnv({ NODE_ENV: 'production' })).toThrow(/PUBLIC_URL: required/)
    const env = readEnv({ NODE_ENV: 'production', PUBLIC_URL: 'https://billetterie.example/' })
    expect([env.publicUrl, env.production]).toEqual(['https://billetterie.example', true])
  })

  it('refuse in production an address over which passwords travel in the open', () => {
    const at = (PUBLIC_URL: string) => readEnv({ NODE_ENV: 'production', PUBLIC_URL }).publicUrl
    for (const open of ['http://billetterie.example', 'http://192.168.1.2:4300', 'http://127.0.0.1.example'])
      expect(() => at(open), open).toThrow(/PUBLIC_URL: https:\/\/ when NODE_ENV=production/)
    for (const own of ['http://127.0.0.1:4300', 'http://localhost:4300', 'http://[::1]:4300'])
      expect(at(own)).toBe(own)
    expect(readEnv({ PUBLIC_URL: 'http://billetterie.example' }).publicUrl).toBe('http://billetterie.example')
  })

  it('that say where the data is are enough to look at it', () => {
    const DATABASE_URL = 'postgres://owner:secret@db.example/guichet'
    expect(readWhere({ DATABASE_URL, NODE_ENV: 'production', PORT: 'many' })).toEqual({
      databaseUrl: DATABASE_URL,
      dataDir: '.guichet',
      signingKeyFile: '.guichet/signing-keys.json',
      anchorFile: '.guichet/anchors.jsonl',
      production: true,
    })
    expect(readWhere({ DATA_DIR: '/srv/g' }).signingKeyFile).toBe('/srv/g/signing-keys.json')
    expect(() => readWhere({ DATABASE_URL: 'mysql://root@db/x' })).toThrow(/^  DATABASE_URL: postgres/m)
  })

  it('give a local address that a browser can open, whatever the process listens on', () => {
    expect(readEnv({ HOST: '0.0.0.0', PORT: '80' }).publicUrl).toBe('http://localhost:80')
    expect(readEnv({ HOST: '::1' }).publicUrl).toBe('http://[::1]:4300')
  })

  it('are each described once', () => {
    expect(new Set(settings.map((s) => s.name)).size).toBe(settings.length)
  })
})
