import { cancelAction, gesture, processIntent } from './reader.ts'
import { newThingId, secondsOf, type Memory } from './memory.ts'
import { invalid, type Intent, type Refund } from './type.ts'

/** What a request says: its fields by name, as a form has them (`expand[0]`). */
export type Fields = ReadonlyMap<string, string>
type Handler = (memory: Memory, id: string, fields: Fields) => Promise<object>

const DECLINED_CARD = '4000000000000002'

/** The part of Stripe's interface that the office uses, route by route. */
const ROUTES: Record<string, Handler> = {
  'POST /v1/payment_intents': async (memory, _, fields) => {
    const intent = newIntent(memory, fields)
    await memory.write('intent', intent)
    memory.happened('payment_intent.created', intent)
    return briefly(intent, fields)
  },
  'GET /v1/payment_intents/:id': async (memory, id, fields) =>
    briefly(await memory.read('intent', id), fields),
  'POST /v1/payment_intents/:id/confirm': async (memory, id) => {
    await memory.read('intent', id)
    throw invalid('payment_intent_unexpected_state', 'A card that is present is confirmed on its reader.')
  },
  'POST /v1/payment_intents/:id/cancel': async (memory, id, fields) => {
    const intent = await memory.read('intent', id)
    if (intent.status !== 'requires_payment_method')
      throw invalid(
        'payment_intent_unexpected_state',
        `You cannot cancel this PaymentIntent because it has a status of ${intent.status}.`,
      )
    const canceled: Intent = { ...intent, status: 'canceled' }
    await memory.write('intent', canceled)
    memory.happened('payment_intent.canceled', canceled)
    return briefly(canceled, fields)
  },
  'POST /v1/refunds': refund,
  'GET /v1/refunds/:id': (memory, id) => memory.read('refund', id),
  'GET /v1/refunds': async (memory, _, fields) =>
    listOf(
      '/v1/refunds',
      (await memory.list('refund')).filter((one) => one.payment_intent === fields.get('payment_intent')),
    ),
  'GET /v1/terminal/locations': async () =>
    listOf('/v1/terminal/locations', [
      { id: 'tml_simulated', object: 'terminal.location', display_name: 'Office', livemode: false },
    ]),
  'GET /v1/terminal/readers': async (memory) => listOf('/v1/terminal/readers', await memory.list('reader')),
  'GET /v1/terminal/readers/:id': (memory, id) => memory.read('reader', id),
  'POST /v1/terminal/readers/:id/process_payment_intent': (memory, id, fields) =>
    processIntent(memory, id, needed(fields, 'payment_intent')),
  'POST /v1/terminal/readers/:id/cancel_action': (memory, id) => cancelAction(memory, id),
  'POST /v1/test_helpers/terminal/readers/:id/present_payment_method': (memory, id, fields) =>
    gesture(memory, id, fields.get('card_present[number]') === DECLINED_CARD ? 'decline' : 'present'),
}

/** Which route a request is for; null when there is none. */
export function routeOf(method: string, path: string): { handler: Handler; id: string } | null {
  for (const [name, handler] of Object.entries(ROUTES)) {
    const pattern = name.replace(':id', '([^/]+)')
    const found = new RegExp(`^${pattern}$`).exec(`${method} ${path}`)
    if (found) return { handler, id: decodeURIComponent(found[1] ?? '') }
  }
  return null
}

const listOf = (url: string, data: object[]) => ({ object: 'list', url, has_more: false, data })

function needed(fields: Fields, name: string): string {
  const value = fields.get(name)
  if (value === undefined || value === '')
    throw invalid('parameter_missing', `Missing required param: ${name}.`)
  return value
}

/** An intent as it is answered: its charge by name, unless it is asked for whole. */
function briefly(intent: Intent, fields: Fields): object {
  const isWhole = [...fields].some(([key, value]) => key.startsWith('expand[') && value === 'latest_charge')
  return isWhole ? intent : { ...intent, latest_charge: intent.latest_charge?.id ?? null }
}

function newIntent({ now }: Memory, fields: Fields): Intent {
  const amount = Number(needed(fields, 'amount'))
  if (!Number.isInteger(amount) || amount <= 0)
    throw invalid('parameter_invalid_integer', 'Invalid positive integer')
  if (amount < 50) throw invalid('amount_too_small', 'Amount must be at least 0.50 eur')
  if ([...fields.keys()].some((key) => key.startsWith('payment_method_types')))
    throw invalid('payment_method_types_no_longer_supported', 'Use allowed_payment_method_types.')
  const types = [...fields].flatMap(([key, value]) =>
    key.startsWith('allowed_payment_method_types[') ? [value] : [],
  )
  return {
    id: newThingId('pi'),
    object: 'payment_intent',
    amount,
    amount_received: 0,
    currency: needed(fields, 'currency'),
    status: 'requires_payment_method',
    payment_method_types: types,
    capture_method: fields.get('capture_method') ?? 'automatic',
    description: fields.get('description') ?? null,
    latest_charge: null,
    last_payment_error: null,
    metadata: {},
    livemode: false,
    created: secondsOf(now),
  }
}

async function refund(memory: Memory, _: string, fields: Fields): Promise<Refund> {
  const intent = await memory.read('intent', needed(fields, 'payment_intent'))
  const charge = intent.latest_charge
  if (!charge) throw invalid(undefined, 'This PaymentIntent does not have a successful charge to refund.')
  const left = charge.amount - charge.amount_refunded
  const amount = Number(fields.get('amount') ?? left)
  if (left === 0) throw invalid('charge_already_refunded', `Charge ${charge.id} has already been refunded.`)
  if (!Number.isInteger(amount) || amount <= 0 || amount > left)
    throw invalid('charge_invalid_parameter', 'Refund amount is greater than unrefunded amount on charge.')
  const refunded = { ...charge, amount_refunded: charge.amount_refunded + amount }
  const made: Refund = {
    id: newThingId('re'),
    object: 'refund',
    amount,
    currency: intent.currency,
    payment_intent: intent.id,
    charge: charge.id,
    status: 'succeeded',
    created: secondsOf(memory.now),
  }
  await memory.write('intent', { ...intent, latest_charge: refunded })
  await memory.write('refund', made)
  memory.happened('charge.refunded', refunded)
  return made
}
