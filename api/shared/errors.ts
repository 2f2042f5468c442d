/**
 * The closed table of errors: HTTP status, and when it occurs. The API carries no text for people; the fronts
 * translate by code, and a language that lacks one does not compile.
 */
export const ERRORS = {
  /** The request's body, query or path does not have the form that the route documents; `issues` says where. */
  bad_request: 400,
  /** Nobody is signed in, or the session has ended. */
  unauthenticated: 401,
  /** E-mail or password is wrong; the same answer for both. */
  sign_in_failed: 401,
  /** The PIN is wrong for this agent, or the agent has none. */
  pin_wrong: 401,
  /** Too many wrong PINs in a row for this agent: the PIN is off until they sign in by password. */
  pin_blocked: 403,
  /** Signed in, but none of the roles may do this. */
  forbidden: 403,
  /** The request comes from another site, or does not say where it comes from. */
  foreign_origin: 403,
  /** No such route, or no such row for this person. */
  not_found: 404,
  /** The route exists, the method does not. */
  method_not_allowed: 405,
  /** The body is larger than the route takes. */
  too_large: 413,
  /** The body is not JSON. */
  unsupported_media: 415,
  /** Too many attempts; `retryAfter` in seconds. */
  rate_limited: 429,
  /** Fewer seats or pieces are left than the line asks for; `lines[].left`. */
  sold_out: 409,
  /** The catalogue's price differs from the one shown; `lines[].unitC`. */
  price_changed: 409,
  /** The session was closed by the provider or the office; `lines[].reason`. */
  session_closed: 409,
  /** Sales for this session have ended. */
  cutoff_passed: 409,
  /** The fare, option or product is not (or no longer) on sale here. */
  not_on_sale: 409,
  /** The sessions do not fit the option: wrong product, missing leg, incomplete course, return before outward. */
  sessions_mismatch: 409,
  /** Cash for a debt above the ceiling, however it is split. */
  cash_ceiling: 422,
  /** This means of payment may not pay these lines. */
  tender_not_allowed: 422,
  /** The tenders do not add up to the total. */
  tender_mismatch: 422,
  /** No gift card, or no credit note, has this code; `n` is the tender that named it. */
  voucher_unknown: 404,
  /** Its last day has passed; `expiresOn`. */
  voucher_expired: 409,
  /** Less is left on it than was asked; `balanceC`. */
  voucher_short: 409,
  /** The same id came with another content. */
  id_reused: 409,
  /** This discount may not be given: by this role, on this line, so much, or for this reason; `lines[].line`. */
  discount_not_allowed: 422,
  /** The product asks for the name of each person, and some are missing; `lines[].line`. */
  names_needed: 422,
  /** There is no address to send to. */
  no_address: 422,
  /** The register's printer did not take the paper; `reason`. */
  printer_failed: 502,
  /** The register has no printer that the server reaches: its browser prints. */
  printer_elsewhere: 409,
  /** This original or numbered copy was issued, or is not had without a print of it: what is printed now is the next copy. */
  printed_already: 409,
  /** This scan admitted nobody, or was taken back already. */
  nothing_to_undo: 409,
  /** The admission is of an earlier day and its departure is over: only who may `ticket.undo` takes it back. */
  undo_too_late: 409,
  /** More lines than an Excel file is given (`rows`, `most`): the CSV has them all. */
  too_many_rows: 422,
  /** A list without pages is asked for more days than it gives at once; `most`. */
  span_too_long: 422,
  /** No shift is open on this register under this id. */
  shift_closed: 409,
  /** A shift is already open on this register. */
  shift_already_open: 409,
  /** The shift is older than 24 hours: it can only be closed (fiscal.md 1.8). */
  shift_too_old: 409,
  /** What was counted differs from what was expected and no reason was given; `gapC`, and `counts` by means. */
  gap_reason_needed: 422,
  /** More cash would leave the drawer than it holds. */
  drawer_short: 422,
  /** The number of the SNCF ticket was already recorded for that terminal. */
  external_ref_used: 409,
  /** Nothing of this sale can be invoiced here: SNCF tickets, gift cards, or principals who gave no invoicing mandate. */
  nothing_to_invoice: 409,
  /** The sale is invoiced already; `invoices`. */
  already_invoiced: 409,
  /** A quote in this state takes no such step; `status`, and `number` of its sale when it has one. */
  quote_state: 409,
  /** More would be paid than is owed; `owedC`. */
  paid_too_much: 422,
  /** The sale was taken back already, wholly or these units of it; `lines[].left` units remain. */
  already_corrected: 409,
  /** This money may not be given back so: the means it came by says how (fiscal.md 1.11); `means`, `allowed`. */
  refund_not_allowed: 422,
  /** A régisseur or a manager has to approve by PIN; `causes` says why. */
  approval_needed: 422,
  /** Nobody of this code and PIN may approve. */
  approval_refused: 403,
  /** An archive covers whole days that are over, a year at most: `last` day that may be, `most` days. */
  archive_period: 422,
  /** A chain of the journal is not whole: nothing is archived; `faults` says where. */
  journal_faulty: 409,
  /** A card is being asked for this order already: one at a time; `payment`. */
  payment_waits: 409,
  /** This register has no card reader of its own, or no provider takes card payments for the office. */
  no_reader: 409,
  /** The provider of card payments does not answer. */
  payment_away: 502,
  /** The act of the régie does not allow this revenue, means or place: taking it in would be gestion de fait; `what`. */
  revenue_not_authorised: 422,
  /** A cheque, chèque-vacances or slip of the list was remitted already, or was taken back. */
  remitted_already: 409,
  /** What was counted or credited is not what was remitted; `expectedC`, `foundC`. */
  remittance_mismatch: 422,
  /** More would be handed in than is there; `availableC`. */
  versement_short: 422,
  /** It was handed in, credited, cancelled or settled already; `status`. */
  already_done: 409,
  /** The figures differ: a comment has to say why; `gapC`. */
  comment_needed: 422,
  /** Guichet is already set up. */
  already_set_up: 409,
  /** Guichet is not set up yet: the first-run wizard has to be walked. */
  not_set_up: 409,
  /** The database does not answer, or the server is stopping; the same request may be sent again. */
  unavailable: 503,
  /** A fault of ours; the request id finds it in the logs. */
  internal: 500,
} as const

export type ErrorCode = keyof typeof ERRORS

/** What a refused request answers, as application/problem+json (RFC 9457). */
export type Problem = {
  type: string
  title: ErrorCode
  status: number
  code: ErrorCode
  requestId: string
} & Record<string, unknown>

/** A refusal with its code and what the screens need to explain it. Never carries text for people. */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly data: Record<string, unknown>

  constructor(code: ErrorCode, data: Record<string, unknown> = {}) {
    super(code)
    this.name = 'AppError'
    this.code = code
    this.data = data
  }

  get status(): number {
    return ERRORS[this.code]
  }
}
