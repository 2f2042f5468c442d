import type { Component } from 'solid-js'
import { Booking, type BookingData } from './part/Booking.tsx'
import { Seats, type SeatsData } from './part/Seats.tsx'
import { Until, type UntilData } from './part/Until.tsx'
import type { Voice } from './voice.ts'

/** What each island is rendered from; it travels in the page as JSON. */
export type IslandData = { seats: SeatsData; until: UntilData; booking: BookingData }
export type IslandName = keyof IslandData

/** The parts of pages that move. */
export const ISLANDS: { [K in IslandName]: Component<IslandData[K] & Voice> } = {
  seats: Seats,
  until: Until,
  booking: Booking,
}
