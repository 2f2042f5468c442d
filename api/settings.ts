import { LOOPBACK } from './address.ts'

export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const
export type LogLevel = (typeof LOG_LEVELS)[number]

/** Every setting, as the README and the messages of `npm start` describe it. */
export const settings = [
  { name: 'PORT', default: '4300', meaning: 'TCP port of the server (0 takes any free one)' },
  {
    name: 'HOST',
    default: '127.0.0.1',
    meaning: 'address to listen on; 0.0.0.0 for every one of this machine',
  },
  {
    name: 'PUBLIC_URL',
    default: 'http://HOST:PORT',
    meaning: 'address that visitors and staff type, e.g. https://billetterie.example; required in production',
  },
  {
    name: 'TRUSTED_PROXIES',
    default: LOOPBACK,
    meaning: 'addresses or ranges (10.0.0.0/8) of the proxies whose X-Forwarded-For is believed, with commas',
  },
  {
    name: 'DATABASE_URL',
    default: '(embedded server)',
    meaning: "owner's connection string of a PostgreSQL 15 or later; then nothing embedded starts",
  },
  {
    name: 'DATABASE_POOL',
    default: '12',
    meaning: 'connections to the database, for each process (2 to 200)',
  },
  {
    name: 'DATA_DIR',
    default: '.guichet',
    meaning: 'folder of the embedded database and of the signing keys',
  },
  {
    name: 'SIGNING_KEY_FILE',
    default: 'DATA_DIR/signing-keys.json',
    meaning:
      'keys that sign the journal and the tickets; made (mode 0600) when absent, but required with DATABASE_URL',
  },
  {
    name: 'ANCHOR_FILE',
    default: 'DATA_DIR/anchors.jsonl',
    meaning:
      'file that the ends of the chains are added to at each closure, outside the database: keep copies of it elsewhere, npm run verify reads it',
  },
  { name: 'LOG_LEVEL', default: 'info', meaning: LOG_LEVELS.join(', ') },
  {
    name: 'METRICS_TOKEN',
    default: '(none)',
    meaning:
      'what Prometheus sends as a bearer to read /metrics, 16 characters or more; without it /metrics answers only to this machine and private networks, and never through a proxy',
  },
  {
    name: 'SMTP_URL',
    default: '(none)',
    meaning:
      'server that sends letters, e.g. smtps://user:password@mail.example; without it letters are kept, to be read in the office',
  },
  {
    name: 'MAIL_FROM',
    default: '(none)',
    meaning:
      'who letters come from, e.g. Office de tourisme <billets@office.example>; required with SMTP_URL',
  },
  {
    name: 'STRIPE_SECRET_KEY',
    default: '(none)',
    meaning:
      'card payments on readers by Stripe; without it they are simulated, and in production there are none',
  },
  {
    name: 'STRIPE_WEBHOOK_SECRET',
    default: '(none)',
    meaning:
      'what seals the events that Stripe sends to PUBLIC_URL/api/payments/webhook; required with STRIPE_SECRET_KEY',
  },
  {
    name: 'STRIPE_API',
    default: 'https://api.stripe.com',
    meaning: 'another address than that of Stripe, for tests',
  },
  {
    name: 'DEMO',
    default: '1',
    meaning: '0 leaves an empty database empty: a first-run page then makes the office',
  },
  {
    name: 'DEMO_HISTORY',
    default: '1',
    meaning: '0 makes the demonstration without its two years of sales',
  },
  {
    name: 'NODE_ENV',
    default: 'development',
    meaning: 'production refuses a database of demonstration, and a PUBLIC_URL that is missing or not https',
  },
] as const
