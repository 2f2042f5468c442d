import type { TicketLanguage } from './model.ts'

/** The office's name after "par": French elides before a vowel, and "Office" is the one that occurs. */
export const byOffice = (name: string) => (/^office\b/i.test(name) ? `l’${name}` : name)

const fr = {
  locale: 'fr-FR',
  be: (time: string) => `présentez-vous à ${time}`,
  validFrom: (day: string) => `Valable un jour de votre choix, du ${day} au`,
  ticket: (n: number, of: number) => (of > 1 ? `Billet ${n} sur ${of}` : 'Billet'),
  price: 'Prix payé, toutes taxes comprises',
  free: 'gratuit',
  provider: 'Prestataire',
  seller: 'Vendeur',
  order: 'Vente',
  bring: 'À prévoir.',
  cancel: 'Changer d’avis.',
  firm: 'Trop proche du départ pour être annulé sans frais. Si le prestataire annule, vous choisissez une autre date ou le remboursement.',
  admits: (count: number) => `${count} personnes`,
  onBehalf: (principal: string, siret: string, vat: string, office: string) =>
    `Vendu au nom et pour le compte de ${principal}, SIRET ${siret} (${vat}), par ${byOffice(office)}.`,
  own: (office: string, siret: string, vat: string) =>
    `Vendu par ${byOffice(office)}, SIRET ${siret} (${vat}).`,
  once: (count: number) =>
    count > 1
      ? `Ce billet fait entrer ${count} personnes, une fois chacune ; toute copie est refusée ensuite.`
      : 'Une personne, une entrée ; toute copie est refusée après le premier passage.',
  show: (serial: string, organiser: string, day: string, at: string) =>
    `Spectacle organisé par ${organiser}. Billet n° ${serial} de la séance, vendu le ${day} à ${at}.`,
  demo: 'DÉMONSTRATION',
  demoNote: 'sans valeur',
}

export type TicketWords = typeof fr

const en: TicketWords = {
  locale: 'en-GB',
  be: (time) => `please be there at ${time}`,
  validFrom: (day) => `Valid on a day of your choice, from ${day} to`,
  ticket: (n, of) => (of > 1 ? `Ticket ${n} of ${of}` : 'Ticket'),
  price: 'Price paid, all taxes included',
  free: 'free',
  provider: 'Provider',
  seller: 'Seller',
  order: 'Sale',
  bring: 'What to bring.',
  cancel: 'Changed your mind?',
  firm: 'Too close to the departure to be cancelled free of charge. If the provider cancels, you choose another date or your money back.',
  admits: (count) => `${count} people`,
  onBehalf: (principal, siret, vat, office) =>
    `Sold in the name and on behalf of ${principal}, SIRET ${siret} (${vat}), by ${office}.`,
  own: (office, siret, vat) => `Sold by ${office}, SIRET ${siret} (${vat}).`,
  once: (count) =>
    count > 1
      ? `This ticket lets ${count} people in, once each; any copy is refused afterwards.`
      : 'One person, one entry; any copy is refused once it has been used.',
  show: (serial, organiser, day, at) =>
    `Show organised by ${organiser}. Ticket no. ${serial} of this performance, sold on ${day} at ${at}.`,
  // The law's word, for whoever checks it: it is not translated.
  demo: 'DÉMONSTRATION',
  demoNote: 'not valid',
}

const WORDS: Record<TicketLanguage, TicketWords> = { fr, en }

/** The texts of a ticket in one language. */
export function ticketWords(language: TicketLanguage): TicketWords {
  return WORDS[language]
}
