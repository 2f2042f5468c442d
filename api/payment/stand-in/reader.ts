import { newCharge, type Memory } from './memory.ts'
import { invalid, type Intent, type Reader } from './type.ts'

/** What a visitor does with their card. */
export type Gesture = 'present' | 'decline' | 'cancel'

/** The reader asks for the card of an intent. */
export async function processIntent(memory: Memory, readerId: string, intentId: string): Promise<Reader> {
  const reader = await memory.read('reader', readerId)
  const intent = await memory.read('intent', intentId)
  if (reader.status === 'offline')
    throw invalid(
      'terminal_reader_offline',
      'Reader is currently offline, please ensure it is on and connected.',
    )
  if (
    reader.action?.status === 'in_progress' &&
    reader.action.process_payment_intent.payment_intent !== intentId
  )
    throw invalid('terminal_reader_busy', 'Reader is currently busy processing another request.')
  if (intent.status !== 'requires_payment_method')
    throw invalid('intent_invalid_state', `This PaymentIntent is ${intent.status}.`)
  if (!intent.payment_method_types.includes('card_present'))
    throw invalid('payment_intent_invalid_parameter', 'This PaymentIntent takes no card that is present.')
  const action: Reader['action'] = {
    type: 'process_payment_intent',
    status: 'in_progress',
    failure_code: null,
    failure_message: null,
    api_error: null,
    process_payment_intent: { payment_intent: intentId },
  }
  const shown = { ...reader, action }
  await memory.write('reader', shown)
  return shown
}

/** The reader is told to leave it. */
export async function cancelAction(memory: Memory, readerId: string): Promise<Reader> {
  const reader = await memory.read('reader', readerId)
  if (reader.status === 'offline') throw invalid('terminal_reader_offline', 'Reader is currently offline.')
  const left = { ...reader, action: null }
  await memory.write('reader', left)
  return left
}

/** What a visitor does while the reader asks. */
export async function gesture(memory: Memory, readerId: string, does: Gesture): Promise<Reader> {
  const reader = await memory.read('reader', readerId)
  const { action } = reader
  if (action?.status !== 'in_progress') throw invalid(undefined, 'No payment is in progress on this reader.')
  const intent = await memory.read('intent', action.process_payment_intent.payment_intent)
  if (does === 'present' && intent.status === 'requires_payment_method')
    return pay(memory, reader, action, intent)
  if (does === 'decline') return decline(memory, reader, action, intent)
  return failed(memory, reader, {
    ...action,
    failure_code: 'customer_canceled',
    failure_message: 'The customer canceled the payment.',
  })
}

type Action = NonNullable<Reader['action']>

async function pay(memory: Memory, reader: Reader, action: Action, intent: Intent): Promise<Reader> {
  const charge = newCharge(intent)
  const paid: Intent = {
    ...intent,
    status: 'succeeded',
    amount_received: intent.amount,
    latest_charge: charge,
    last_payment_error: null,
  }
  const done: Reader = { ...reader, action: { ...action, status: 'succeeded' } }
  await memory.write('intent', paid)
  await memory.write('reader', done)
  memory.happened('charge.succeeded', charge)
  memory.happened('payment_intent.succeeded', paid)
  memory.happened('terminal.reader.action_succeeded', done)
  return done
}

async function decline(memory: Memory, reader: Reader, action: Action, intent: Intent): Promise<Reader> {
  const error = {
    type: 'card_error',
    code: 'card_declined',
    decline_code: 'generic_decline',
    message: 'Your card was declined.',
  }
  const refused: Intent = { ...intent, last_payment_error: error }
  await memory.write('intent', refused)
  memory.happened('payment_intent.payment_failed', refused)
  return failed(memory, reader, {
    ...action,
    failure_code: 'card_declined',
    failure_message: error.message,
    api_error: error,
  })
}

async function failed(memory: Memory, reader: Reader, action: Action): Promise<Reader> {
  const ended: Reader = { ...reader, action: { ...action, status: 'failed' } }
  await memory.write('reader', ended)
  memory.happened('terminal.reader.action_failed', ended)
  return ended
}

/** A reader without network is not found by the provider. */
export async function connect(memory: Memory, readerId: string, status: Reader['status']): Promise<Reader> {
  const reader = { ...(await memory.read('reader', readerId)), status }
  await memory.write('reader', reader)
  return reader
}
