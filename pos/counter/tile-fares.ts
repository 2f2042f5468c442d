import type { Fare, Product } from '../../api/shared/catalog.ts'
import { leadUnit } from './departure.ts'

/** A dated product and a gift card, whose amount is asked, are one tile; an article or an open-dated ticket has one for each of its fares. */
export function faresOf(product: Product): Fare[] {
  if (product.kind === 'SESSION' || product.kind === 'EXTERNAL' || product.kind === 'VOUCHER') {
    const option = product.options.find((o) => o.isDefault) ?? product.options[0]
    const unit = option && leadUnit(option)
    return option && unit ? [{ product, option, unit }] : []
  }
  return product.options.flatMap((option) => option.units.map((unit) => ({ product, option, unit })))
}

/** "Musée, entrée, adulte": what a tile is called, with its fare when there are several. */
export function fareName({ product, option, unit }: Fare): string {
  const title = product.text.fr.title
  const several = product.kind === 'OPEN' && option.units.length > 1
  return several ? `${title}, ${unit.name.fr.toLowerCase()}` : title
}
