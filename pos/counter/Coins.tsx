import { coinsOf } from './coins.ts'

const plain = new Intl.NumberFormat('fr-FR', { maximumFractionDigits: 2 })

/** "10 + 5 + 2 + 2": the notes and coins to give, largest first. */
export function Coins(props: { cents: number }) {
  return (
    <>
      {coinsOf(props.cents)
        .map((piece) => plain.format(piece / 100))
        .join(' + ')}
    </>
  )
}
