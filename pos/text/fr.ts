import type { ErrorCode } from '../../api/shared/errors.ts'
import type { Family } from '../../api/shared/catalog.ts'
import type { Role } from '../../api/shared/role.ts'
import { formatEuros } from '../../api/shared/money.ts'
import { device } from './device.ts'
import { many } from './many.ts'
import { channels, goal, office, reading, soldRows, splits, targetSet } from './office.ts'
import { paper } from './paper.ts'
import { print } from './print.ts'
import { presence } from './presence.ts'
import { scan } from './scan.ts'
import { setup } from './setup.ts'
import { shift } from './shift.ts'

type Data = Record<string, unknown>

const amount = (data: Data, key: string) => formatEuros(typeof data[key] === 'number' ? data[key] : 0)

/** What the act of the régie does not allow, and what to do. */
const REVENUE: Record<string, string> = {
  none: 'Aucune régie n’est en vigueur\u00a0: rien ne peut être encaissé. Prévenez la direction.',
  site: 'L’acte de la régie ne couvre pas ce point d’accueil. Encaissez ailleurs.',
  line: 'L’acte de la régie n’autorise pas cette recette. Retirez-la du panier.',
  means: 'L’acte de la régie n’autorise pas ce moyen de paiement. Choisissez-en un autre.',
}

/** What a refusal says, by its code: what happened, then what to do. */
const errors = {
  bad_request: 'Cette demande est incomplète ou mal formée. Vérifiez la saisie.',
  unauthenticated: 'Votre connexion a pris fin. Connectez-vous de nouveau, rien n’est perdu.',
  sign_in_failed: 'E-mail ou mot de passe inconnu. Vérifiez les deux.',
  pin_wrong: 'Ce code PIN n’est pas le bon.',
  pin_blocked: 'Code PIN bloqué après trop d’essais\u00a0: connectez-vous par mot de passe.',
  forbidden: 'Votre rôle ne permet pas cela. Demandez à la direction.',
  foreign_origin:
    'La demande vient d’un autre site\u00a0: elle est refusée. Rouvrez cette page depuis son adresse habituelle.',
  not_found: 'Introuvable\u00a0: cela n’existe pas ou n’existe plus.',
  method_not_allowed: 'Cette page est trop ancienne. Rechargez-la.',
  too_large: 'L’envoi est trop volumineux.',
  unsupported_media: 'Cette page est trop ancienne. Rechargez-la.',
  rate_limited: (data: Data) =>
    typeof data.retryAfter === 'number'
      ? `Trop d’essais. Attendez ${wait(data.retryAfter)}, puis recommencez.`
      : 'Trop d’essais. Attendez une minute, puis recommencez.',
  sold_out: 'Il ne reste plus assez de places.',
  price_changed: 'Le tarif a changé. Rien n’est encaissé.',
  session_closed: 'Ce départ est fermé.',
  cutoff_passed: 'La vente de ce départ est terminée. Choisissez le suivant.',
  not_on_sale: 'Cet article n’est plus en vente ici. Retirez-le du panier.',
  sessions_mismatch:
    'Les départs choisis ne vont pas ensemble. Choisissez l’aller, puis un retour après lui.',
  cash_ceiling: (data: Data) =>
    `Pas d’espèces au-delà de ${amount(data, 'ceilingC')} pour une même dette. Choisissez un autre moyen.`,
  tender_not_allowed: 'Ce moyen de paiement ne peut pas régler ces articles. Choisissez-en un autre.',
  tender_mismatch: 'Les paiements ne font pas le total. Vérifiez les montants.',
  id_reused: 'Cette vente a déjà été envoyée avec un autre panier. Commencez une nouvelle vente.',
  discount_not_allowed:
    'Cette remise n’est pas permise ici. Vérifiez son taux, ou demandez à un responsable.',
  names_needed: 'Il manque des noms pour cette activité. Complétez-les.',
  no_address: 'Aucune adresse e-mail n’est connue. Indiquez-en une.',
  printer_failed: 'L’imprimante ne répond pas. Vérifiez qu’elle est allumée et qu’elle a du papier.',
  printer_elsewhere: 'Cette caisse imprime par son navigateur. Imprimez depuis son écran.',
  printed_already: 'Ce ticket de caisse est déjà imprimé. Demandez un duplicata.',
  nothing_to_undo: 'Ce passage a déjà été repris, ou n’a fait entrer personne.',
  undo_too_late:
    'Ce passage n’est plus d’aujourd’hui\u00a0: seule la régie ou la direction de l’office peut le reprendre.',
  too_many_rows:
    'Trop de lignes pour un fichier Excel. Prenez le CSV, qui les a toutes, ou une période plus courte.',
  span_too_long: 'Un an au plus à la fois. Choisissez une période plus courte.',
  shift_closed: 'Aucune session n’est ouverte sur cette caisse. Ouvrez-la, le panier est gardé.',
  shift_already_open: 'Une session est déjà ouverte sur cette caisse. Reprenez-la.',
  shift_too_old: 'Cette session a plus de 24 heures\u00a0: elle ne peut plus qu’être fermée.',
  payment_waits: 'Une carte est déjà demandée pour cette commande. Attendez sa réponse, ou annulez-la.',
  no_reader: 'Cette caisse n’a pas de lecteur de carte intégré. Choisissez un autre moyen.',
  payment_away: 'Le prestataire de paiement ne répond pas. Réessayez dans un instant.',
  nothing_to_invoice:
    'Rien à facturer ici\u00a0: le prestataire facture lui-même, ou la vente ne se facture pas.',
  already_invoiced: 'Cette vente est déjà facturée. Ouvrez ses factures dans la commande.',
  quote_state: 'Cette commande n’en est plus là. Rouvrez la liste.',
  paid_too_much: (data: Data) => `Il ne reste que ${amount(data, 'owedC')} à régler.`,
  already_corrected: 'Cette vente, ou ces places, ont déjà été annulées. Rouvrez la commande.',
  refund_not_allowed: 'Ce paiement ne se rembourse pas ainsi. Choisissez un des moyens proposés.',
  approval_needed: 'Un régisseur ou un responsable doit l’approuver par son code.',
  approval_refused: 'Code ou PIN refusé\u00a0: cette personne ne peut pas l’approuver.',
  voucher_unknown: 'Aucune carte ni aucun avoir n’a ce code. Vérifiez-le, et le moyen choisi.',
  voucher_expired: 'Cette carte est échue\u00a0: elle ne paie plus. Choisissez un autre moyen.',
  voucher_short: (data: Data) => `Il ne reste que ${amount(data, 'balanceC')} dessus. Complétez autrement.`,
  drawer_short: 'Le tiroir ne contient pas autant. Comptez-le, ou prenez moins.',
  gap_reason_needed: (data: Data) => `Il y a un écart de ${amount(data, 'gapC')}. Dites pourquoi.`,
  external_ref_used: 'Ce numéro de billet SNCF est déjà enregistré. Vérifiez-le.',
  archive_period: 'Une archive couvre des jours terminés, un an au plus. Choisissez une autre période.',
  journal_faulty: 'Une chaîne du journal n’est pas intacte\u00a0: rien n’est archivé. Prévenez la direction.',
  revenue_not_authorised: (data: Data) => REVENUE[String(data.what)] ?? REVENUE.line ?? '',
  remitted_already: 'Une partie de cette liste a déjà été remise, ou annulée. Rouvrez la page.',
  remittance_mismatch: (data: Data) =>
    `Les montants ne tombent pas juste\u00a0: ${amount(data, 'expectedC')} attendus, ${amount(data, 'foundC')} saisis.`,
  versement_short: (data: Data) => `Il n’y a que ${amount(data, 'availableC')} à verser ici.`,
  already_done: 'C’est déjà fait, ou annulé. Rouvrez la page.',
  comment_needed: 'Les chiffres diffèrent. Dites pourquoi.',
  already_set_up: 'Guichet est déjà installé. Connectez-vous.',
  not_set_up: 'Guichet n’est pas encore installé.',
  unavailable: 'Le serveur ne répond pas. Rien n’est perdu, réessayez.',
  internal: (data: Data) =>
    `Une erreur de notre côté. Réessayez${typeof data.requestId === 'string' ? `\u00a0; sinon, donnez ce numéro\u00a0: ${data.requestId}` : ''}.`,
} satisfies Record<ErrorCode, string | ((data: Data) => string)>

function wait(seconds: number): string {
  return seconds < 90 ? many(Math.ceil(seconds), 'seconde', 'secondes') : `${Math.ceil(seconds / 60)} minutes`
}

const roles = {
  agent: 'agent',
  regisseur: 'régisseur',
  accountant: 'comptabilité',
  manager: 'direction',
  auditor: 'contrôle',
  admin: 'administration',
  provider: 'prestataire',
} satisfies Record<Role, string>

/** The families of products, in the same words on every screen. */
export const families = {
  BOAT: 'Bateaux',
  WATER: 'Nautisme',
  VISIT: 'Visites et musées',
  EVENT: 'Spectacles',
  TRAIN: 'Petit train',
  WELLNESS: 'Thalasso',
  RAIL: 'SNCF',
  BOUTIQUE: 'Boutique',
} satisfies Record<Family, string>

/** Texts of the staff application but the counter's, which are in counter.ts; the larger screens have their own file. French is the source. */
export const t = {
  errors,
  roles,
  families,
  channels,
  office,
  goal,
  splits,
  soldRows,
  reading,
  targetSet,
  paper,
  print,
  setup,
  shift,
  scan,
  presence,
  device,
  ui: {
    close: 'Fermer',
    back: 'Retour',
    retry: 'Réessayer',
    loading: 'Chargement',
    full: 'Complet',
    closed: 'Fermé',
    places: (n: number) => (n < 2 ? 'place' : 'places'),
    last: (n: number) => (n < 2 ? 'dernière' : 'dernières'),
    seats: (taken: number, held: number, left: number, capacity: number) =>
      `${many(taken, 'vendue', 'vendues')}, ${held} en panier, ${many(left, 'libre', 'libres')} sur ${capacity}`,
    less: (what: string) => `${what}\u00a0: un de moins`,
    more: (what: string) => `${what}\u00a0: un de plus`,
    pad: 'Pavé numérique',
    backspace: 'Effacer le dernier chiffre',
    comma: 'Virgule',
    broken: 'Cet écran s’est arrêté.',
    brokenHelp: 'Ce qui est enregistré l’est. Rouvrez l’écran\u00a0; si cela recommence, rechargez la page.',
    reopen: 'Rouvrir l’écran',
  },
  door: {
    unreachable: 'Le serveur ne répond pas',
    unreachableHelp: 'Nouvel essai toutes les trois secondes. Vérifiez le réseau de ce poste.',
    noRole: 'Aucun espace pour ce compte',
    noRoleHelp:
      'Vos rôles n’ouvrent ni la caisse, ni le contrôle des billets, ni le bureau. Demandez à la direction.',
    signIn: 'Se connecter',
    email: 'E-mail',
    password: 'Mot de passe',
    show: 'Montrer',
    hide: 'Cacher',
    leaving:
      'Déconnexion en attente\u00a0: le serveur ne l’a pas encore reçue. Nouvel essai toutes les cinq secondes\u00a0; personne n’entre avant.',
    needEmail: 'Tapez votre adresse, comme prenom@office.fr.',
    needPassword: 'Tapez votre mot de passe.',
    notFound: 'Cette page n’existe pas',
    home: 'Aller à l’accueil',
  },
  header: {
    nav: 'Espaces',
    menu: 'Menu',
    sell: 'Vendre',
    orders: 'Commandes',
    scan: 'Contrôler',
    shift: 'Session',
    office: 'Bureau',
    openedAt: (time: string) => `Session ouverte à ${time}`,
    noShift: 'Session fermée',
    online: 'En ligne',
    offline: 'Hors réseau',
    offlineFor: (minutes: number) =>
      minutes < 1 ? 'Hors réseau.' : `Hors réseau depuis ${minutes}\u00a0min.`,
    offlineSell: 'Le panier est gardé\u00a0; la vente attend le retour du réseau.',
    offlineWait: 'Nouvel essai en continu.',
    agent: ', changer d’agent',
    account: ', compte',
    sun: 'Affichage plein soleil',
    help: 'Touches et affichage',
    demo: 'Démonstration',
    demoShort: 'Démo',
    signOut: 'Se déconnecter',
  },
  agent: {
    title: 'Changer d’agent',
    code: 'Code de l’agent',
    pin: 'Code PIN',
    change: 'Changer',
    needCode: 'Choisissez un agent ou tapez son code.',
    needPin: 'Tapez le code PIN, quatre chiffres au moins.',
  },
  help: {
    title: 'Touches et affichage',
    search: 'Chercher une touche',
    none: 'Aucune touche ne fait cela.',
    caps: 'Repères de touches',
    capsAlways: 'Toujours',
    capsHeld: 'Avec Alt ou\u00a0?',
    theme: 'Affichage',
    display: 'Écran du client',
    themes: { auto: 'Automatique', light: 'Clair', dark: 'Sombre', sun: 'Plein soleil' },
    sections: { anywhere: 'Partout', sell: 'Vendre', pay: 'Encaisser', scan: 'Contrôler' },
  },
}

export type Texts = typeof t
