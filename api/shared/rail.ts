/** What the SNCF's own terminal issues (fiscal.md 4), and what may be recorded of it. */
export const RAIL_PRODUCTS = ['TER', 'TIRE_BOUCHON', 'GRANDES_LIGNES'] as const
export type RailProduct = (typeof RAIL_PRODUCTS)[number]
export const RAIL_CLASSES = ['1', '2'] as const
export type RailClass = (typeof RAIL_CLASSES)[number]

/** Travellers on one ticket, and cents that it may cost. */
export const MOST_PASSENGERS = 50
export const MOST_FARE_C = 1_000_000
/** Characters of the name of a station. */
export const STATION_MOST = 80

/** A day of this century: PostgreSQL's calendar has no year 0, and no ticket is for another one. */
export const THIS_CENTURY = /^20/

/** True when the catalogue may know the price: only the Tire-Bouchon has one of its own, in 2nd class. */
export function mayHaveOwnPrice(ticket: { product: RailProduct; travelClass: RailClass }): boolean {
  return ticket.product === 'TIRE_BOUCHON' && ticket.travelClass === '2'
}

/** How a ticket was paid on the SNCF's own terminal: informative. */
export const RAIL_MEANS = ['CARD', 'CASH', 'OTHER'] as const
export type RailMeans = (typeof RAIL_MEANS)[number]
