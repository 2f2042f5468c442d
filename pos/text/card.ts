import { formatEuros } from '../../api/shared/money.ts'
import type { PaymentStatus, PaymentWhy, SimulatedAct } from '../../api/shared/payment.ts'

const eur = formatEuros

const WHYS: Record<PaymentWhy, string> = {
  declined: 'Carte refusée par la banque. Rien n’est débité\u00a0: réessayez, ou choisissez un autre moyen.',
  cancelled_on_reader: 'Le visiteur a annulé sur le lecteur. Rien n’est débité.',
  cancelled: 'Paiement par carte annulé. Rien n’est débité.',
  timeout:
    'Aucune carte n’a été présentée. Rien n’est débité\u00a0: réessayez, ou choisissez un autre moyen.',
  reader_offline: 'Le lecteur est hors réseau. Vérifiez qu’il est allumé, ou choisissez un autre moyen.',
  reader_busy: 'Le lecteur est occupé par un autre paiement. Réessayez dans un instant.',
  reader_failed:
    'Le lecteur n’a pas pris la carte. Rien n’est débité\u00a0: réessayez, ou choisissez un autre moyen.',
  provider_away:
    'Le prestataire de paiement ne répond pas. Rien n’est débité\u00a0: choisissez un autre moyen.',
  refused: 'Le prestataire de paiement refuse ce paiement. Choisissez un autre moyen.',
  sold_out: 'les places ne sont plus libres',
  shift_closed: 'la session de caisse est fermée',
  sale_refused: 'elle n’est plus possible telle quelle',
  amount_differs: 'le montant débité n’est pas celui demandé',
  refund_failed: 'elle n’est plus possible telle quelle',
}

/** Words of a card that the register's own reader asks for. */
export const card = {
  title: 'Présentez la carte',
  onReader: 'Le lecteur demande la carte au visiteur.',
  starting: 'Un instant…',
  charged: 'Carte acceptée, la vente s’enregistre…',
  cancelling: 'Annulation… si la carte est passée avant, la vente se fera.',
  away: 'Le serveur ne répond pas. Le paiement continue sans ce poste\u00a0: rien n’est à refaire.',
  provider:
    'Le prestataire de paiement ne répond pas. Il est redemandé sans cesse\u00a0: rien n’est à refaire.',
  cancel: 'Annuler la carte',
  waiting: 'Carte en attente…',
  toAsk: 'sur le lecteur',
  ask: (c: number) => `Demander la carte, ${eur(c)}`,
  last: 'Le lecteur encaisse tout le reste\u00a0: posez d’abord les autres moyens.',
  least: 'Le lecteur ne prend pas moins de 0,50\u00a0€. Choisissez un autre moyen.',
  ended: (end: { status: PaymentStatus; why: PaymentWhy | null; amountC: number }): string =>
    end.status === 'FAILED'
      ? WHYS[end.why ?? 'reader_failed']
      : `La carte a été débitée de ${eur(end.amountC)}, mais la vente n’a pas pu se faire\u00a0: ${
          WHYS[end.why ?? 'sale_refused']
        }. La somme est rendue à la carte, sans rien à faire.`,
  simulated: 'Lecteur simulé',
  acts: {
    present: 'Présenter la carte',
    decline: 'Refuser',
    cancel: 'Annuler sur le lecteur',
    cut: 'Accepter, couper la réponse',
    offline: 'Éteindre le lecteur',
    online: 'Rallumer',
  } satisfies Record<SimulatedAct, string>,
}

/** Words of the line over every screen where cards are not really charged. */
export const ribbon = { title: 'Paiements simulés', help: 'aucune carte n’est débitée' }

/** Words of the readers in the settings of the registers. */
export const readers = {
  title: 'Lecteur de carte',
  none: 'Aucun',
  off: 'Pas de paiement par carte intégré sur cette installation\u00a0: la carte se prend sur le terminal de la banque, et son ticket se recopie.',
  away: 'Le prestataire de paiement ne répond pas\u00a0: ses lecteurs ne peuvent pas être listés.',
  help: 'Le lecteur posé à côté de la caisse. Il affiche la somme, et la vente se fait dès que la carte est acceptée.',
  offline: (name: string) => `${name} (hors réseau)`,
  unknown: (id: string) => `${id} (inconnu)`,
  saved: 'Lecteur enregistré. Les caisses ouvertes le suivent.',
}
