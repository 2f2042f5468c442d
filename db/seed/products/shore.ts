import { CANCEL, EVERYWHERE, type ProductSpec } from '../spec.ts'

/** On the sand and under the water. */
export const SHORE: readonly ProductSpec[] = [
  {
    code: 'CHAR',
    slug: 'char-a-voile-seance-de-2-h',
    family: 'WATER',
    kind: 'SESSION',
    mode: 'MANDATE',
    provider: 'ROUES',
    vat: 'NORMAL',
    fr: {
      title: 'Char à voile, séance de 2 h',
      short: 'Le vent, trois roues et quatre kilomètres de sable.',
      description:
        'Un quart d’heure d’explications, puis l’on roule : virages, lâcher de mains, course à la fin. Le moniteur règle les voiles selon votre poids et votre envie d’aller vite.',
      bring: 'Chaussures fermées, coupe-vent, lunettes de soleil. Tenue de rechange en hiver.',
      access: 'Plage de Penthièvre, poste nord. Parking gratuit.',
      cancel: CANCEL.day.fr,
    },
    en: {
      title: 'Land yachting, two hours',
      short: 'Wind, three wheels and four kilometres of sand.',
      description:
        'A quarter of an hour of explanations, then off you go: turns, hands off, a race at the end. The instructor trims the sails to your weight and your taste for speed.',
      bring: 'Closed shoes, windproof jacket, sunglasses. A change of clothes in winter.',
      access: 'Penthièvre beach, north post. Free car park.',
      cancel: CANCEL.day.en,
    },
    art: 'landsail',
    minutes: 120,
    checkin: 15,
    cutoff: 15,
    meeting: 'Plage de Penthièvre, poste nord',
    place: 'Saint-Pierre-Quiberon',
    languages: ['fr', 'en'],
    minAge: 8,
    channels: EVERYWHERE,
    options: [
      {
        code: 'H2',
        name: { fr: 'Séance de deux heures', en: 'Two-hour session' },
        take: 'ONE',
        units: [
          { fare: 'ADULTE', price: 3900, ages: [14, null] },
          { fare: 'ENFANT', price: 3200, ages: [8, 13] },
        ],
        rules: [{ times: ['10:30', '14:00', '16:00'], capacity: 12, minutes: 120 }],
      },
    ],
  },
  {
    code: 'PLONGEE',
    names: true,
    slug: 'bapteme-de-plongee',
    family: 'WATER',
    kind: 'SESSION',
    mode: 'MANDATE',
    provider: 'PLONG',
    vat: 'NORMAL',
    fr: {
      title: 'Baptême de plongée',
      short: 'Vingt minutes sous l’eau, un moniteur pour vous seul.',
      description:
        'Le bateau vous dépose à dix minutes du port, dans cinq mètres d’eau claire. Le moniteur vous tient, vous regardez : laminaires, étoiles, vieilles. Deux heures en tout, avec la douche chaude au retour.',
      bring: 'Maillot, serviette. Pas de contre-indication ORL ni de rhume.',
      access: 'Port Haliguen, quai nord, Quiberon.',
      cancel: CANCEL.twoDays.fr,
    },
    en: {
      title: 'First scuba dive',
      short: 'Twenty minutes under water, an instructor for you alone.',
      description:
        'The boat takes you ten minutes out of the harbour, to five metres of clear water. The instructor holds you, you look: kelp, starfish, wrasse. Two hours in all, with a hot shower at the end.',
      bring: 'Swimwear, towel. No ear, nose or throat condition, no cold.',
      access: 'Port Haliguen, north quay, Quiberon.',
      cancel: CANCEL.twoDays.en,
    },
    art: 'dive',
    minutes: 120,
    checkin: 20,
    cutoff: 60,
    meeting: 'Port Haliguen, quai nord',
    place: 'Quiberon',
    languages: ['fr', 'en'],
    minAge: 8,
    channels: EVERYWHERE,
    options: [
      {
        code: 'BAPT',
        name: { fr: 'Baptême', en: 'First dive' },
        take: 'ONE',
        units: [
          { fare: 'ADULTE', price: 6200, ages: [14, null] },
          { fare: 'ENFANT', price: 5500, ages: [8, 13] },
        ],
        rules: [{ weekdays: [1, 2, 3, 4, 5, 6], times: ['10:00', '14:00'], capacity: 6, minutes: 120 }],
      },
    ],
  },
]
