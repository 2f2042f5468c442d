import { CANCEL, type ProductSpec } from '../spec.ts'

/** Shows (each spectator has a numbered ticket, fiscal.md 2.7) and the train ticket that the SNCF's terminal issues. */
export const EVENTS: readonly ProductSpec[] = [
  {
    code: 'HARPE',
    slug: 'harpe-et-voix-a-la-chapelle',
    family: 'EVENT',
    kind: 'SESSION',
    mode: 'MANDATE',
    provider: 'TUMUL',
    vat: 'REDUCED',
    fr: {
      title: 'Harpe et voix à la chapelle',
      short: 'Une harpe celtique, deux voix, quatre-vingts chaises.',
      description:
        'Gwerzioù, airs de mer et chansons à répondre, sans micro, dans la chapelle Saint-Avel éclairée à la bougie. Une heure et quart sans entracte. Placement libre.',
      bring: 'Un châle : la pierre est fraîche.',
      access: 'Chapelle Saint-Avel, quinze minutes à pied. Portes à 20 h.',
      cancel: CANCEL.never.fr,
    },
    en: {
      title: 'Harp and voices in the chapel',
      short: 'A Celtic harp, two voices, eighty chairs.',
      description:
        'Breton ballads, sea airs and call-and-response songs, unamplified, in the candle-lit chapel of Saint-Avel. An hour and a quarter without an interval. Unreserved seats.',
      bring: 'A shawl: stone stays cool.',
      access: 'Saint-Avel chapel, fifteen minutes on foot. Doors at 8 pm.',
      cancel: CANCEL.never.en,
    },
    art: 'concert',
    minutes: 75,
    checkin: 20,
    cutoff: 0,
    meeting: 'Chapelle Saint-Avel',
    place: 'Carnac',
    languages: ['fr'],
    wheelchair: true,
    show: true,
    channels: ['COUNTER', 'ONLINE'],
    options: [
      {
        code: 'PLACE',
        name: { fr: 'Placement libre', en: 'Unreserved seat' },
        take: 'ONE',
        units: [
          { fare: 'ADULTE', price: 1600, ages: [13, null] },
          { fare: 'ENFANT', price: 800, ages: [6, 12] },
          {
            fare: 'REDUIT',
            price: 1200,
            name: { fr: 'Réduit, sur justificatif', en: 'Concession, with proof' },
          },
        ],
        rules: [{ weekdays: [2, 4, 6], times: ['20:30'], capacity: 80, minutes: 75 }],
      },
    ],
  },
  {
    code: 'FESTNOZ',
    slug: 'fest-noz-du-port',
    family: 'EVENT',
    kind: 'SESSION',
    mode: 'MANDATE',
    provider: 'TUMUL',
    vat: 'REDUCED',
    fr: {
      title: 'Fest-noz du port',
      short: 'Deux sonneurs, un plancher, et l’on apprend en dansant.',
      description:
        'Une initiation pour commencer, puis an dro, gavotte et laridé jusqu’à minuit. Galettes et cidre sur place.',
      bring: 'Des chaussures plates.',
      access: 'Salle du port, à la Trinité.',
      cancel: CANCEL.never.fr,
    },
    en: {
      title: 'Fest-noz at the harbour',
      short: 'Two pipers, a dance floor, and you learn as you go.',
      description:
        'A lesson to begin with, then an dro, gavotte and laridé until midnight. Galettes and cider on the spot.',
      bring: 'Flat shoes.',
      access: 'Harbour hall, La Trinité.',
      cancel: CANCEL.never.en,
    },
    art: 'concert',
    minutes: 180,
    checkin: 0,
    cutoff: 0,
    meeting: 'Salle du port',
    place: 'La Trinité-sur-Mer',
    languages: ['fr', 'en'],
    wheelchair: true,
    show: true,
    channels: ['COUNTER', 'ONLINE'],
    options: [
      {
        code: 'ENTREE',
        name: { fr: 'Entrée', en: 'Admission' },
        take: 'ONE',
        units: [
          { fare: 'ADULTE', price: 1000, ages: [13, null] },
          { fare: 'ENFANT', price: 0, ages: [0, 12] },
        ],
        rules: [{ weekdays: [5], times: ['21:00'], capacity: 200, minutes: 180 }],
      },
    ],
  },
  {
    code: 'TIREBOUCHON',
    slug: 'tire-bouchon-aller-retour',
    family: 'RAIL',
    kind: 'EXTERNAL',
    mode: 'MANDATE',
    provider: 'SNCF',
    vat: 'INTERMEDIATE',
    fr: {
      title: 'Tire-Bouchon aller-retour',
      short: 'Auray, Plouharnel-Carnac, Quiberon : le train d’été de la presqu’île.',
      description:
        'Le billet est édité par le terminal de la SNCF au guichet ; Guichet en garde le numéro. Aller-retour dans la journée, de la mi-juin à la mi-septembre.',
      bring: 'Le billet de la SNCF.',
      access: 'Gare de Plouharnel-Carnac.',
      cancel: 'Échange et remboursement aux conditions de la SNCF.',
    },
    en: {
      title: 'Tire-Bouchon, return ticket',
      short: 'Auray, Plouharnel-Carnac, Quiberon: the summer train of the peninsula.',
      description:
        'The ticket is issued by the railway’s own terminal at the counter. Return on the same day, from mid-June to mid-September.',
      bring: 'The railway ticket.',
      access: 'Plouharnel-Carnac station.',
      cancel: 'Exchanged and refunded under the railway’s own terms.',
    },
    art: 'rail',
    place: 'Plouharnel',
    languages: ['fr'],
    channels: ['COUNTER'],
    options: [
      {
        code: 'AR',
        name: { fr: 'Aller-retour', en: 'Return' },
        take: 'NONE',
        units: [
          { fare: 'ADULTE', price: 900, ages: [12, null] },
          { fare: 'ENFANT', price: 450, ages: [4, 11] },
        ],
      },
    ],
  },
]
