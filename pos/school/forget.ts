import { emptyBasket } from '../counter/basket.ts'
import { keepBasket } from '../counter/kept-basket.ts'
import { forgetParked } from '../counter/parked.ts'

/** What was only tried on a school register goes with its training: baskets there stand for nothing. */
export function forgetExercise(registerId: string): void {
  keepBasket(registerId, emptyBasket())
  forgetParked(registerId)
}
