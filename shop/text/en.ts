import type { Text } from './fr.ts'

const plural = (n: number, one: string, many: string) => `${n} ${n === 1 ? one : many}`

export const en = {
  shop: (city) => (city ? `Book in ${city}` : 'Book'),
  skip: 'Skip to content',
  toLang: 'Français',
  mode: 'Your visit',
  here: 'I’m here now',
  stay: 'I’m planning a stay',
  tomorrow: 'Tomorrow',

  homeTitle: (city) => `Today in ${city} · book an activity`,
  homeMeta: (city) =>
    `What to do in ${city}: today’s and tomorrow’s departures, with the places that are left.`,
  ideas: (n) => `${plural(n, 'idea', 'ideas')} before tonight`,
  ideasTomorrow: (n) => `${plural(n, 'idea', 'ideas')} for tomorrow`,
  nothingToday: 'No more departures today.',
  nothingSoon: 'No departures today or tomorrow.',
  nearest: 'Next departures with places',
  nothingNear: 'No departures in the coming days.',
  seeAll: 'See all activities',

  stayTitle: (city) => `Plan a stay in ${city} · activities and prices`,
  stayMeta: (office) => `Every activity that can be booked, by kind, with its price. ${office}.`,
  stayHead: (city) => `What to do in ${city}`,
  families: 'Kinds of activities',
  family: {
    BOAT: 'Boats',
    WATER: 'On the water',
    VISIT: 'Tours and museums',
    EVENT: 'Concerts and festivals',
    TRAIN: 'Road trains',
    WELLNESS: 'Well-being',
    RAIL: 'Train',
    BOUTIQUE: 'The shop',
  },

  inMinutes: (left) => `in ${left}`,
  gone: 'gone',
  thisMorning: 'this morning',
  thisAfternoon: 'this afternoon',
  tonight: 'tonight',
  later: (times) => `then ${times}`,
  places: (n) => plural(n, 'place', 'places'),
  last: (n) => `${n} left`,
  full: 'Full',
  shut: 'Closed',
  late: 'Sales closed',
  bar: (sold, held, free, all) => `${sold} sold, ${held} in baskets, ${free} free of ${all}`,
  from: (price) => `from ${price}`,
  forParty: (n) => `for ${n}`,
  perPerson: 'per person',
  perPiece: 'each',
  free: 'free',

  who: 'Who is coming?',
  party: (adults, children) =>
    [
      adults > 0 || children === 0 ? plural(adults, 'adult', 'adults') : '',
      children > 0 ? plural(children, 'child', 'children') : '',
    ]
      .filter(Boolean)
      .join(', '),
  adult: 'Adult',
  child: 'Child',
  less: (what) => `Fewer: ${what}`,
  more: (what) => `More: ${what}`,
  ages: (min, max) => {
    if (max === null) return min ? `${min} and over` : ''
    return min ? `${min} to ${max} years` : `under ${max + 1}`
  },
  proof: 'proof needed',

  cancelFree: (before) => `Free to cancel, even for one person only, until ${before} before departure.`,
  cancelPast: 'This departure is too close to be cancelled free of charge.',
  cancelNever: 'Not refundable once booked.',
  back: 'Back to activities',
  by: (provider) => `by ${provider}, sold on their behalf`,
  own: 'by the tourist office',
  allAges: 'all ages',
  fromAge: (age) => `from age ${age}`,
  wheelchairShort: 'wheelchair',
  dogsShort: 'dogs welcome',
  inFrench: 'This text exists in French only.',
  what: 'What you will do',
  bring: 'What to bring',
  access: 'Getting there',
  meeting: (place) => `Meeting point: ${place}.`,
  checkin: (minutes) => `Please arrive ${minutes} before departure.`,
  provider: 'Who sells it',
  providerLong: (provider) =>
    `The activity is run by ${provider}. The tourist office sells it in their name and on their behalf.`,
  ownLong: 'The activity is run and sold by the tourist office.',

  previousMonth: (month) => `Previous month: ${month}`,
  nextMonth: (month) => `Next month: ${month}`,
  open: 'open',
  few: 'few places',
  fullDay: 'full',
  noDay: 'no departure',
  noneThisMonth: 'No departures this month.',
  pickTime: 'Choose the departure',
  noneThisDay: 'No departures on that day.',
  nextDay: (day) => `Next day with places: ${day}`,
  endsAt: (time) => `until ${time}`,
  course: (n, last) => `${n} sessions, until ${last}`,
  lost: 'Places are no longer updated: the connection was lost.',
  missing: (left) =>
    left === 0
      ? 'This departure is full.'
      : `Only ${plural(left, 'place', 'places')} left on this departure.`,
  openDated: (days) => `Undated ticket, valid ${plural(days, 'day', 'days')} from purchase.`,
  undated: 'Undated ticket: come when you like.',
  goods: 'To collect at the office’s counters.',
  external: 'Ticket issued at the counter, on the carrier’s own terminal.',
  howMany: 'How many?',

  reserve: 'Book',
  pickFirst: 'choose a departure',
  nobody: 'choose who is coming',

  countersTitle: (city) => `Book at the office’s counters · ${city}`,
  countersMeta: (office) => `Addresses and telephone of the counters. ${office}.`,
  countersHead: 'Book at the office',
  countersLead: 'For now we book for you by telephone and at our counters.',
  yourChoice: 'Your choice',
  change: 'Change',
  call: (phone) => `Call ${phone}`,
  write: 'Write to the office',
  ourCounters: 'Our counters',

  notFoundTitle: 'Page not found',
  notFoundHead: 'This page does not exist',
  notFound: 'The address has changed, or the activity is no longer offered.',
  brokenTitle: 'One moment',
  brokenHead: 'We cannot read the places',
  broken: 'Try again in a moment, or call the office.',
  retry: 'Try again',

  footCounters: 'Counters and telephone',
  demo: 'Demonstration: providers, prices and places are invented.',
  noCookie: 'No cookies, no trackers.',
} satisfies Text
