const plural = (n: number, one: string, many: string) => `${n}\u00a0${n < 2 ? one : many}`

/** "à Auray", "au Palais", "aux Sables-d’Olonne". */
function at(city: string): string {
  return `à ${city}`.replace(/^à Le /, 'au ').replace(/^à Les /, 'aux ')
}

/** The source of every text of the shop; the other languages satisfy its keys. */
export const fr = {
  /** The shop's name: that of the office's city, once it is known. */
  shop: (city: string | null) => (city ? `${city}, réserver` : 'Réserver'),
  skip: 'Aller au contenu',
  toLang: 'English',
  mode: 'Votre visite',
  here: 'Je suis sur place',
  stay: 'Je prépare mon séjour',
  tomorrow: 'Demain',

  homeTitle: (city: string) => `Aujourd’hui ${at(city)} · réserver une activité`,
  homeMeta: (city: string) =>
    `Que faire ${at(city)}\u00a0: les départs d’aujourd’hui et de demain, avec les places qui restent.`,
  ideas: (n: number) => `${plural(n, 'idée', 'idées')} d’ici ce soir`,
  ideasTomorrow: (n: number) => `${plural(n, 'idée', 'idées')} pour demain`,
  nothingToday: 'Plus de départ aujourd’hui.',
  nothingSoon: 'Pas de départ aujourd’hui ni demain.',
  nearest: 'Prochains départs avec des places',
  nothingNear: 'Pas de départ dans les jours qui viennent.',
  seeAll: 'Voir toutes les activités',

  stayTitle: (city: string) => `Préparer son séjour ${at(city)} · activités et prix`,
  stayMeta: (office: string) => `Toutes les activités à réserver, par famille, avec leurs prix. ${office}.`,
  stayHead: (city: string) => `Que faire ${at(city)}`,
  families: 'Par envie',
  otherFamilies: 'Autres envies',
  activities: (n: number) => plural(n, 'activité', 'activités'),
  familyTitle: (family: string, city: string) => `${family} ${at(city)} · réserver`,
  familyMeta: (family: string, city: string) =>
    `${family} ${at(city)}\u00a0: prix pour votre famille, prochains départs et places qui restent.`,
  familyHead: (family: string, city: string) => `${family} ${at(city)}`,
  emptyFamily:
    'Rien ne se réserve en ligne ici pour l’instant. Demandez à nos points d’accueil, ou regardez ce qui part ces jours-ci.',
  idle: 'Plus aucune place ni aucun départ ouvert à la vente. Les prochaines dates paraîtront ici.',
  resumes: (day: string) => `Prochain départ\u00a0: ${day}.`,
  today: 'aujourd’hui',
  nextDayWord: 'demain',
  nextOne: 'Prochain départ',
  noneOpen: 'Pas de place en ce moment',
  anyTime: 'Sans date, quand vous voulez',
  whichDay: 'Quel jour\u00a0?',
  showDay: 'Voir ce jour',
  anyDay: 'Tous les jours',
  family: {
    BOAT: 'Bateaux',
    WATER: 'Sur l’eau',
    VISIT: 'Visites et musées',
    EVENT: 'Concerts et fêtes',
    TRAIN: 'Petits trains',
    WELLNESS: 'Bien-être',
    RAIL: 'Train',
    BOUTIQUE: 'La boutique',
  },

  inMinutes: (left: string) => `dans ${left}`,
  gone: 'parti',
  thisMorning: 'ce matin',
  thisAfternoon: 'cet après-midi',
  tonight: 'ce soir',
  later: (times: string) => `puis ${times}`,
  places: (n: number) => plural(n, 'place', 'places'),
  last: (n: number) => plural(n, 'dernière', 'dernières'),
  full: 'Complet',
  shut: 'Fermé',
  shutFor: 'Fermé\u00a0:',
  late: 'Vente terminée',
  bar: (sold: number, held: number, free: number, all: number) =>
    `${plural(sold, 'vendue', 'vendues')}, ${held} en panier, ${plural(free, 'libre', 'libres')} sur ${all}`,
  from: (price: string) => `dès ${price}`,
  forParty: (n: number) => `pour ${n}`,
  perPerson: 'par personne',
  perPiece: 'pièce',
  perUnit: (unit: string) => `par ${unit}`,
  /** Children of whom no fare is: `age` is that of the youngest who may come. */
  uncounted: (n: number, age: number | null) =>
    [
      n < 2 ? 'enfant' : `${n} enfants`,
      [age ? `dès ${age} ans` : 'pas de tarif', n < 2 ? 'non compté' : 'non comptés'].join(', '),
    ].join('\u00a0: '),
  tooMany: (people: number) => `pas assez de places pour\u00a0${people}`,
  most: (n: number) => `${n} par tarif au plus. Pour un groupe, appelez l’office.`,
  free: 'gratuit',

  who: 'Qui vient\u00a0?',
  party: (adults: number, children: number) =>
    [
      adults > 0 || children === 0 ? plural(adults, 'adulte', 'adultes') : '',
      children > 0 ? plural(children, 'enfant', 'enfants') : '',
    ]
      .filter(Boolean)
      .join(', '),
  adult: 'Adulte',
  child: 'Enfant',
  less: (what: string) => `Moins\u00a0: ${what}`,
  more: (what: string) => `Plus\u00a0: ${what}`,
  ages: (min: number | null, max: number | null) => {
    if (max === null) return min ? `${min} ans et plus` : ''
    return min ? `${min} à ${max} ans` : `moins de ${max + 1} ans`
  },
  proof: 'sur justificatif',

  cancelFree: (before: string) =>
    `Annulable sans frais, même pour une seule personne, jusqu’à ${before} avant le départ.`,
  cancelPast: 'Ce départ est trop proche pour être annulé sans frais.',
  cancelNever: 'Ni reprise ni remboursée une fois réservée.',
  backTo: (family: string) => `Retour\u00a0: ${family}`,
  similar: 'Dans le même esprit',
  by: (provider: string) => `par ${provider}, vendu en son nom`,
  own: 'par l’office de tourisme',
  allAges: 'tout âge',
  fromAge: (age: number) => `dès ${age} ans`,
  wheelchairShort: 'fauteuil roulant',
  dogsShort: 'chiens acceptés',
  inFrench: 'Ce texte n’existe qu’en français.',
  what: 'Ce que vous ferez',
  bring: 'À prévoir',
  access: 'Accès et rendez-vous',
  meeting: (place: string) => `Rendez-vous\u00a0: ${place}.`,
  checkin: (minutes: string) => `Présentez-vous ${minutes} avant le départ.`,
  wheelchair: 'Accessible en fauteuil roulant.',
  noWheelchair: 'Accès en fauteuil roulant non prévu.',
  dogs: 'Chiens acceptés.',
  noDogs: 'Chiens non admis, sauf chiens d’assistance.',
  conditions: 'Conditions',
  minAge: (age: number) => `À partir de ${age} ans.`,
  noWithdrawal: 'Pour une activité à date fixée, la loi ne prévoit pas de délai de rétractation.',
  withdrawal: 'Vous pouvez changer d’avis pendant 14 jours après l’achat.',
  allIn: 'Prix tout compris, toutes taxes incluses.',
  provider: 'Qui vend',
  providerLong: (provider: string) =>
    `L’activité est assurée par ${provider}. L’office de tourisme la vend en son nom et pour son compte.`,
  ownLong: 'L’activité est assurée et vendue par l’office de tourisme.',

  previousMonth: (month: string) => `Mois précédent\u00a0: ${month}`,
  nextMonth: (month: string) => `Mois suivant\u00a0: ${month}`,
  open: 'libre',
  few: 'peu de places',
  fullDay: 'complet',
  shutDay: 'fermé',
  noDay: 'pas de départ',
  noneThisMonth: 'Pas de départ ce mois-ci.',
  pickTime: 'Choisir le départ',
  noneThisDay: 'Pas de départ ce jour-là.',
  nextDay: (day: string) => `Prochain jour avec des places\u00a0: ${day}`,
  endsAt: (time: string) => `jusqu’à ${time}`,
  course: (n: number, last: string) => `${n} séances, jusqu’au ${last}`,
  lost: 'Les places ne se mettent plus à jour\u00a0: connexion interrompue.',
  missing: (left: number) =>
    left === 0 ? 'Ce départ est complet.' : `Il reste ${plural(left, 'place', 'places')} pour ce départ.`,
  openDated: (days: number) => `Billet sans date, valable ${plural(days, 'jour', 'jours')} après l’achat.`,
  undated: 'Billet sans date\u00a0: venez quand vous voulez.',
  goods: 'À retirer aux points d’accueil de l’office.',
  external: 'Billet délivré au guichet, sur le terminal du transporteur.',
  howMany: 'Combien\u00a0?',

  reserve: 'Réserver',
  pickFirst: 'choisissez un départ',
  nobody: 'choisissez les personnes',

  countersTitle: (city: string) => `Réserver aux guichets de l’office · ${city}`,
  countersMeta: (office: string) => `Adresses et téléphone des points d’accueil. ${office}.`,
  countersHead: 'Réserver à l’office',
  countersLead: 'Pour l’instant, nous réservons pour vous par téléphone et dans nos points d’accueil.',
  yourChoice: 'Votre choix',
  change: 'Modifier',
  call: (phone: string) => `Appeler le ${phone}`,
  write: 'Écrire à l’office',
  ourCounters: 'Nos points d’accueil',

  notFoundTitle: 'Page introuvable',
  notFoundHead: 'Cette page n’existe pas',
  notFound: 'L’adresse a changé, ou l’activité n’est plus proposée.',
  brokenTitle: 'Un instant',
  brokenHead: 'Nous n’arrivons pas à lire les places',
  broken: 'Réessayez dans un instant, ou appelez l’office.',
  retry: 'Réessayer',

  footCounters: 'Points d’accueil et téléphone',
  demo: 'Démonstration\u00a0: prestataires, prix et places sont inventés.',
  noTracker:
    'Aucun traceur. Un seul cookie, sans nom ni numéro, retient votre langue et votre page d’accueil.',
}

export type Text = typeof fr
