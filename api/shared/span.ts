/*
 * The days that Guichet plans and sells: those of this century, where PostgreSQL's calendar and ours agree. One bound
 * for the API and for the addresses of the shop, so that no page asks for what is refused.
 */
export const FIRST_DAY = '2000-01-01'
export const LAST_DAY = '2099-12-31'

/** How a day within the bounds is written; whether its month has that day is for a calendar to say. */
export const DAY_FORM = /^20\d{2}-(0[1-9]|1[0-2])-\d{2}$/
/** How a month within the bounds is written. */
export const MONTH_FORM = /^20\d{2}-(0[1-9]|1[0-2])$/
