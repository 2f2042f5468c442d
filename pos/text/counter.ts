import type { Family, UnitType } from '../../api/shared/catalog.ts'
import { formatEuros } from '../../api/shared/money.ts'
import { MOST_FARE_C, MOST_PASSENGERS, STATION_MOST } from '../../api/shared/rail.ts'
import { RAIL_REF_MOST } from '../../api/shared/ref.ts'
import { families } from './fr.ts'
import { many } from './many.ts'
import { card } from './card.ts'
import { done, pay } from './pay.ts'
import { refs } from './ref.ts'

const eur = formatEuros

/** "2 adultes": the fare's name as it is counted. A name of several words is left as it is. */
function counted(qty: number, name: string): string {
  const plain = /^\p{Lu}\p{Ll}+$/u.test(name)
  if (!plain) return `${qty}\u00a0×\u00a0${name}`
  const lower = name.toLowerCase()
  return `${qty}\u00a0${qty > 1 && !/[sxz]$/.test(lower) ? `${lower}s` : lower}`
}

function ages(type: UnitType, min: number | null, max: number | null): string {
  if (min !== null && max !== null && min > 0) return `${min} à ${max} ans`
  if (max !== null) return `moins de ${max + 1} ans`
  if (min !== null && min > 0) return `${min} ans et plus`
  return type === 'SENIOR' ? 'senior' : ''
}

/** Ends with a full stop, which an abbreviation has already. */
const sentence = (words: string) => (words.endsWith('.') ? words : `${words}.`)

/** Texts of the till. French is the source. */
export const counter = {
  search: {
    label: 'Chercher ou saisir une vente',
    placeholder: 'Produit, départ, billet, nom… ou saisir «\u00a0golfe 1430 2a 1e\u00a0»',
    short: 'Produit ou départ',
    anywhere: 'taper partout',
    clear: 'Effacer la recherche',
    scan: 'Contrôler un billet',
    results: 'Résultats',
    resultsOn: (day: string) => `Résultats, ${day}`,
    enter: (party: string, total: number) => `Entrée\u00a0: ${party}, ${eur(total)}`,
    none: (text: string) => `Rien pour «\u00a0${text}\u00a0».`,
    noneHelp: 'Essayez un mot du nom, le prestataire ou le lieu.',
    add: 'Mettre au panier',
    unknownFare: 'Ce départ n’a pas ce tarif. Ouvrez-le pour voir les siens.',
    fareNotSold: 'Ce tarif n’est pas en vente ce jour-là.',
    count: (n: number) => many(n, 'résultat', 'résultats'),
    noneAt: 'Aucun départ à cette heure. Choisissez dans la liste.',
    unknownCode: (code: string) => `Ni article, ni billet, ni ticket de caisse n’a le code ${code}.`,
    orderAway: 'Ce code n’est pas celui d’un article, et le serveur ne répond pas.',
    added: (what: string) => `${what} ajouté au panier.`,
  },
  families: {
    FAVOURITES: 'Favoris',
    DEPARTURES: 'Départs',
    ...families,
  } satisfies Record<Family | 'FAVOURITES' | 'DEPARTURES', string>,
  familiesLabel: 'Familles',
  departures: {
    today: 'Départs d’aujourd’hui',
    on: (day: string) => `Départs, ${day}`,
    left: (n: number) => (n === 0 ? '' : `encore ${n}`),
    count: (n: number) => many(n, 'départ', 'départs'),
    otherDay: 'autre jour',
    backToToday: 'aujourd’hui',
    tomorrow: 'demain',
    dayLabel: 'Jour',
    pickDay: 'Date',
    minutes: (n: number) => `${n}\u00a0min`,
    next: (time: string, seats: number) => `Prochain\u00a0: ${time}, ${many(seats, 'place', 'places')}`,
    noNext: 'Plus de départ ce jour-là',
    closedBy: (reason: string) => (reason === '' ? 'Fermé' : `Fermé\u00a0: ${reason}`),
    cutoff: (time: string) => `Vente close à ${time}`,
    over: 'Vente close',
    overAt: (time: string) => `à ${time}`,
    own: 'Office de tourisme',
    empty: 'Plus de départ aujourd’hui.',
    emptyDay: 'Aucun départ ce jour-là.',
    emptyFamily: 'Aucun départ de cette famille ce jour-là.',
    emptyHelp: 'Choisissez un autre jour.',
    noProduct: 'Aucun produit au catalogue',
    noProductHelp: 'La caisse vendra dès que la direction aura mis des produits en vente.',
    failed: 'Les départs n’ont pas pu être lus.',
    stale: (time: string) => `chiffres de ${time}`,
    seeOther: 'Autre jour',
    party: 'Groupe',
    noSeat: 'sans place',
    takesSeat: 'prend une place',
    proof: 'justificatif',
    notSold: 'pas en vente',
    ages,
    back: 'Retour',
    noReturn: 'Plus de retour ce jour-là\u00a0: choisissez un autre jour.',
    course: (n: number) => `Stage de ${many(n, 'séance', 'séances')}`,
    courseLate: 'Ce stage a déjà commencé.',
    season: (name: string) => name.toLowerCase(),
    /** Why this one cannot be had stands in its row. */
    otherHelp: 'Prenez un autre départ\u00a0:',
  },
  tiles: {
    favourites: 'Favoris',
    digit: '+ chiffre',
    left: (n: number) => (n === 0 ? 'épuisé' : `reste ${n}`),
    departures: 'voir les départs',
    printed: 'prix imprimé',
    all: 'Tout voir',
    less: 'Réduire',
    noFavourites: 'Pas encore de favoris pour cette caisse.',
    empty: 'Rien dans cette famille.',
    notSold: (what: string) => `${what}\u00a0: pas en vente aujourd’hui.`,
    soldOut: (what: string) => `${what}\u00a0: il n’en reste plus.`,
    noMoreDates: (what: string) => `${what}\u00a0: pas de place d’ici un an.`,
    nextDate: (what: string, day: string) => sentence(`${what}\u00a0: prochaine date ${day}`),
  },
  basket: {
    title: 'Panier',
    articles: (n: number) => (n === 0 ? '' : many(n, 'article', 'articles')),
    selling: 'vente en cours',
    empty: 'Panier vide',
    emptyHelp: 'Tapez un nom ou choisissez un départ.',
    third: 'pour compte de tiers',
    own: 'ventes propres',
    counted,
    times: (qty: number, each: number) => `${qty}\u00a0×\u00a0${eur(each)}`,
    /** After a count: "2 adultes × 28,00 €". */
    each: (c: number) => `\u00a0×\u00a0${eur(c)}`,
    held: (n: number, time: string) => `${many(n, 'place gardée', 'places gardées')} encore ${time}`,
    holding: (n: number) => `${many(n, 'place', 'places')}, demande en cours`,
    notHeld: (n: number) =>
      `${many(n, 'place pas encore gardée', 'places pas encore gardées')}\u00a0: pas de réponse du serveur`,
    lapsed: (n: number) => `${many(n, 'place', 'places')} à garder de nouveau`,
    gone: 'Article retiré du catalogue',
    remove: (what: string) => `Retirer ${what}`,
    removeShort: 'Retirer',
    split: (own: number, third: number) =>
      third === 0
        ? `Office ${eur(own)}`
        : own === 0
          ? `Tiers ${eur(third)}`
          : `Office ${eur(own)}\u00a0· Tiers ${eur(third)}`,
    tickets: (n: number) => (n === 0 ? '' : many(n, 'billet', 'billets')),
    seatsSee: (n: number) => (n === 0 ? 'voir le panier' : `${many(n, 'place', 'places')}, voir le panier`),
    total: 'Total',
    received: 'Déjà reçu',
    pay: 'Encaisser',
    exact: 'Appoint',
    card: 'Carte',
    close: 'Fermer le panier',
    rail: (from: string, to: string) => `${from} → ${to}`,
    printed: 'prix imprimé',
    notPrinted: 'sans prix\u00a0: modifiez le billet',
    correct: 'Modifier le billet',
    railRef: (ref: string, terminal: string) => `billet\u00a0${ref}, terminal\u00a0${terminal}`,
    accept: (total: number) => `Accepter ${eur(total)}`,
    seatsLeft: (when: string, n: number) => `${when}, ${many(n, 'place', 'places')}`,
    answerFirst: 'Une ligne attend votre réponse avant d’encaisser.',
    spent: 'Ce panier a déjà été encaissé, sans doute dans un autre onglet. Rien n’est encaissé ici.',
    spentAs: (number: string) => `Déjà encaissée\u00a0: ${number}. Rien n’est encaissé ici.`,
    sellAgain: 'Nouvelle vente',
    clear: 'Vider le panier',
    answerSpent: 'Dites d’abord, dans le panier, si c’est une nouvelle vente.',
    news: {
      waiting: 'La vente est envoyée\u00a0: rien ne change avant la réponse du serveur.',
      emptied_elsewhere: 'Ce panier a été encaissé ou vidé dans un autre onglet.',
      card_dropped:
        'Le paiement par carte a quitté la caisse avec le panier\u00a0: annulez-le sur le terminal.',
    },
    receivedFirst: 'Un paiement est déjà reçu\u00a0: terminez-le ici.',
    refusal: {
      price: 'Le tarif a changé. Rien n’est encaissé.',
      soldOut: (left: number, need: number) =>
        left === 0
          ? 'Il ne reste aucune place.'
          : `Il reste ${many(left, 'place', 'places')}, il vous en faut ${need}.`,
      soldOutGoods: (left: number) => (left === 0 ? 'Il n’y en a plus.' : `Il n’en reste que ${left}.`),
      take: (n: number) => `En prendre ${n}`,
      closed: (reason: string) =>
        reason === '' ? 'Ce départ vient d’être fermé.' : `Ce départ est fermé\u00a0: ${reason}.`,
      cutoff: 'La vente de ce départ est terminée.',
      notOnSale: 'Cet article n’est plus en vente ici.',
      mismatch: 'Ces départs ne vont plus ensemble. Choisissez-les de nouveau.',
      railRef: 'Ce billet SNCF est déjà enregistré.',
      other: 'Cette ligne est refusée.',
    },
  },
  unanswered: {
    title: 'Pas de réponse du serveur',
    help: 'La vente est gardée et repart sous le même numéro\u00a0: elle ne peut pas être comptée deux fois. Ne rendez rien encore.',
    other:
      'Un autre agent a envoyé cette vente et la réponse n’est jamais venue. Réessayez pour la terminer sous le même numéro, ou revenez au panier.',
    retry: 'Réessayer',
    release: 'Revenir au panier',
    sending: 'Envoi…',
    waiting: 'En attente du serveur',
    closed: 'vente envoyée\u00a0: le panier ne change plus',
    unknown:
      'Sans réponse du serveur, on ne peut pas encore savoir si la vente est faite\u00a0: le panier reste fermé. Guichet réessaie sans arrêt.',
  },
  rail: {
    title: 'Billet SNCF',
    ref: 'Numéro du billet',
    refHint: 'Tel qu’imprimé par le terminal.',
    refs: {
      empty: 'Tapez le numéro imprimé sur le billet.',
      signs: refs.signs,
      long: refs.long(RAIL_REF_MOST),
      used: 'Ce billet est déjà dans le panier.',
    },
    fare: 'Prix imprimé',
    fareHint: 'Le total du billet, pour tous les voyageurs.',
    fares: {
      empty: 'Tapez le prix imprimé sur le billet, comme 50 ou 12,50.',
      amount: 'Tapez un prix, comme 50 ou 12,50.',
      most: `${eur(MOST_FARE_C)} au plus. Vérifiez le prix.`,
    },
    terminal: 'Terminal',
    terminals: {
      empty: 'Tapez le numéro du terminal SNCF.',
      signs: refs.signs,
      long: refs.long(RAIL_REF_MOST),
    },
    kind: 'Produit',
    kinds: { TER: 'TER', TIRE_BOUCHON: 'Tire-Bouchon', GRANDES_LIGNES: 'Grandes lignes' },
    origin: 'De',
    destination: 'À',
    stations: {
      empty: 'Tapez la gare.',
      long: `Trop long\u00a0: ${STATION_MOST} caractères au plus.`,
    },
    travelClass: 'Classe',
    classes: { '1': '1re', '2': '2e' },
    day: 'Jour du voyage',
    days: { century: 'Tapez l’année en entier, comme 2026.' },
    passengers: 'Voyageurs',
    units: {
      nobody: 'Mettez au moins un voyageur.',
      most: `Un billet a ${MOST_PASSENGERS} voyageurs au plus.`,
      mixed: 'Un prix imprimé va avec un seul tarif\u00a0: comptez-y tous les voyageurs.',
    },
    add: (total: number | null) => (total === null ? 'Ajouter au panier' : `Ajouter ${eur(total)}`),
    gone: 'Ce billet n’est plus dans le panier, encaissé ou vidé dans un autre onglet. Fermez\u00a0; s’il reste à vendre, ajoutez-le de nouveau.',
    correct: (total: number | null) => (total === null ? 'Modifier' : `Modifier, ${eur(total)}`),
  },
  pay,
  card,
  done,
  main: 'Caisse',
}
