import { t } from './text/fr.ts'

/** Everything that the first-run wizard asks, as typed. */
export const EMPTY_SETUP = {
  office: { name: '', address: '', postcode: '', city: '', siret: '', vatNumber: '', email: '', phone: '' },
  site: { name: '', code: '', address: '', city: '' },
  register: { name: '', code: '' },
  manager: { name: '', code: '', email: '', password: '', pin: '' },
}
export type Setup = typeof EMPTY_SETUP
export type Step = keyof Setup
export const STEPS: readonly Step[] = ['office', 'site', 'register', 'manager']

type Check = (value: string) => string | null

const bare = (text: string) => text.replace(/\s/g, '').toUpperCase()
const filled =
  (label: string): Check =>
  (value) =>
    value.trim() === '' ? t.setup.need(label) : null
const like =
  (pattern: RegExp, wrong: string): Check =>
  (value) =>
    pattern.test(bare(value)) ? null : wrong
const optional =
  (check: Check): Check =>
  (value) =>
    value.trim() === '' ? null : check(value)
const code = (max: number): Check => like(new RegExp(`^[A-Z][A-Z0-9]{0,${max - 1}}$`), t.setup.badCode(max))
const email = like(/^[^@]+@[^@.]+(\.[^@.]+)+$/, t.setup.badEmail)

const CHECKS: { [S in Step]: { [F in keyof Setup[S]]?: Check } } = {
  office: {
    name: filled(t.setup.officeName),
    address: filled(t.setup.address),
    postcode: like(/^\d{5}$/, t.setup.badPostcode),
    city: filled(t.setup.city),
    siret: like(/^\d{14}$/, t.setup.badSiret),
    vatNumber: optional(like(/^[A-Z]{2}[A-Z0-9]{2,13}$/, t.setup.badVat)),
    email: optional(email),
  },
  site: {
    name: filled(t.setup.siteName),
    code: code(8),
    address: filled(t.setup.address),
    city: filled(t.setup.city),
  },
  register: {
    name: filled(t.setup.registerName),
    code: (value) => (['WEB', 'OFF'].includes(bare(value)) ? t.setup.takenCode : code(8)(value)),
  },
  manager: {
    name: filled(t.setup.managerName),
    code: code(4),
    email,
    password: (value) => (value.length < 10 ? t.setup.badPassword(10 - value.length) : null),
    pin: like(/^\d{4,8}$/, t.setup.badPin),
  },
}

/** What is wrong in a step, by field; empty when all is right. The server checks again. */
export function checkStep(setup: Setup, step: Step): Record<string, string> {
  const wrong: Record<string, string> = {}
  for (const [field, check] of Object.entries<Check>(CHECKS[step])) {
    const value = Object.entries(setup[step]).find(([name]) => name === field)?.[1] ?? ''
    const says = check(value)
    if (says) wrong[field] = says
  }
  return wrong
}

/** The body for POST /setup: spaces taken out of numbers, empty optional fields left out. */
export function setupBody(setup: Setup) {
  const { vatNumber, email: mail, phone, ...office } = setup.office
  return {
    office: {
      ...office,
      postcode: bare(office.postcode),
      siret: bare(office.siret),
      ...(vatNumber.trim() ? { vatNumber: bare(vatNumber) } : {}),
      ...(mail.trim() ? { email: mail.trim() } : {}),
      ...(phone.trim() ? { phone: phone.trim() } : {}),
    },
    site: setup.site,
    register: setup.register,
    manager: { ...setup.manager, email: setup.manager.email.trim(), pin: bare(setup.manager.pin) },
  }
}
