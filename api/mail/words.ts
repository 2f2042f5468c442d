import type { Language } from '../shared/visitor.ts'

/** What a letter says, in one language; French is the source. Short: it is read on a phone, on the way. */
const fr = {
  locale: 'fr-FR',
  ticketsOf: (title: string) => `Vos billets\u00a0: ${title}`,
  andMore: (n: number) => (n === 1 ? 'et une autre activité' : `et ${n} autres activités`),
  receiptOf: (number: string) => `Votre reçu ${number}`,
  hello: (name: string) => (name ? `Bonjour ${name},` : 'Bonjour,'),
  tickets:
    'Voici vos billets. Montrez-les sur votre téléphone ou imprimés\u00a0: chacun fait entrer une fois.',
  receipt: 'Voici votre reçu.',
  both: 'Merci de votre visite. Voici vos billets et votre reçu. Montrez les billets sur votre téléphone ou imprimés\u00a0: chacun fait entrer une fois.',
  at: (day: string, time: string) => `${day} à ${time}`,
  be: (time: string) => `présentez-vous à ${time}`,
  valid: (from: string, to: string) => `Valable du ${from} au ${to}`,
  where: 'Lieu',
  bring: 'À prévoir',
  codes: (n: number): string => (n === 1 ? 'Code du billet' : 'Codes des billets'),
  attached: 'Pièces jointes',
  ticketsFile: 'billets',
  receiptFile: 'reçu',
  copy: (n: number) => `duplicata nº\u00a0${n}`,
  question: 'Une question\u00a0? Répondez à ce message ou passez nous voir.',
  demo: 'DÉMONSTRATION\u00a0: ces documents sont sans valeur.',
}

export type LetterWords = typeof fr

const en: LetterWords = {
  locale: 'en-GB',
  ticketsOf: (title) => `Your tickets: ${title}`,
  andMore: (n) => (n === 1 ? 'and one more activity' : `and ${n} more activities`),
  receiptOf: (number) => `Your receipt ${number}`,
  hello: (name) => (name ? `Hello ${name},` : 'Hello,'),
  tickets: 'Here are your tickets. Show them on your phone or on paper: each lets you in once.',
  receipt: 'Here is your receipt.',
  both: 'Thank you for your visit. Here are your tickets and your receipt. Show the tickets on your phone or on paper: each lets you in once.',
  at: (day, time) => `${day} at ${time}`,
  be: (time) => `please be there at ${time}`,
  valid: (from, to) => `Valid from ${from} to ${to}`,
  where: 'Where',
  bring: 'What to bring',
  codes: (n) => (n === 1 ? 'Ticket code' : 'Ticket codes'),
  attached: 'Attached',
  ticketsFile: 'tickets',
  receiptFile: 'receipt',
  copy: (n) => `duplicate no. ${n}`,
  question: 'Any question? Reply to this message or come and see us.',
  demo: 'DÉMONSTRATION: these documents are not valid.',
}

const de: LetterWords = {
  locale: 'de-DE',
  ticketsOf: (title) => `Ihre Tickets: ${title}`,
  andMore: (n) => (n === 1 ? 'und eine weitere Aktivität' : `und ${n} weitere Aktivitäten`),
  receiptOf: (number) => `Ihr Beleg ${number}`,
  hello: (name) => (name ? `Guten Tag ${name},` : 'Guten Tag,'),
  tickets:
    'hier sind Ihre Tickets. Zeigen Sie sie auf dem Handy oder ausgedruckt vor: Jedes gilt für einen Einlass.',
  receipt: 'hier ist Ihr Beleg.',
  both: 'vielen Dank für Ihren Besuch. Hier sind Ihre Tickets und Ihr Beleg. Zeigen Sie die Tickets auf dem Handy oder ausgedruckt vor: Jedes gilt für einen Einlass.',
  at: (day, time) => `${day} um ${time} Uhr`,
  be: (time) => `bitte um ${time} Uhr da sein`,
  valid: (from, to) => `Gültig vom ${from} bis ${to}`,
  where: 'Ort',
  bring: 'Mitzubringen',
  codes: (n) => (n === 1 ? 'Ticketcode' : 'Ticketcodes'),
  attached: 'Anlagen',
  ticketsFile: 'Tickets',
  receiptFile: 'Beleg',
  copy: (n) => `Duplikat Nr. ${n}`,
  question: 'Eine Frage? Antworten Sie auf diese Nachricht oder kommen Sie vorbei.',
  demo: 'DÉMONSTRATION: Diese Dokumente sind ungültig.',
}

const nl: LetterWords = {
  locale: 'nl-NL',
  ticketsOf: (title) => `Uw tickets: ${title}`,
  andMore: (n) => (n === 1 ? 'en nog een activiteit' : `en nog ${n} activiteiten`),
  receiptOf: (number) => `Uw kassabon ${number}`,
  hello: (name) => (name ? `Dag ${name},` : 'Dag,'),
  tickets: 'Hier zijn uw tickets. Toon ze op uw telefoon of op papier: elk ticket geeft één keer toegang.',
  receipt: 'Hier is uw kassabon.',
  both: 'Bedankt voor uw bezoek. Hier zijn uw tickets en uw kassabon. Toon de tickets op uw telefoon of op papier: elk ticket geeft één keer toegang.',
  at: (day, time) => `${day} om ${time} uur`,
  be: (time) => `wees er om ${time} uur`,
  valid: (from, to) => `Geldig van ${from} tot en met ${to}`,
  where: 'Plaats',
  bring: 'Meebrengen',
  codes: (n) => (n === 1 ? 'Ticketcode' : 'Ticketcodes'),
  attached: 'Bijlagen',
  ticketsFile: 'tickets',
  receiptFile: 'kassabon',
  copy: (n) => `duplicaat nr. ${n}`,
  question: 'Een vraag? Beantwoord dit bericht of kom langs.',
  demo: 'DÉMONSTRATION: deze documenten zijn niet geldig.',
}

const es: LetterWords = {
  locale: 'es-ES',
  ticketsOf: (title) => `Sus entradas: ${title}`,
  andMore: (n) => (n === 1 ? 'y otra actividad' : `y ${n} actividades más`),
  receiptOf: (number) => `Su recibo ${number}`,
  hello: (name) => (name ? `Buenos días, ${name}:` : 'Buenos días:'),
  tickets: 'Aquí tiene sus entradas. Muéstrelas en el teléfono o impresas: cada una permite entrar una vez.',
  receipt: 'Aquí tiene su recibo.',
  both: 'Gracias por su visita. Aquí tiene sus entradas y su recibo. Muestre las entradas en el teléfono o impresas: cada una permite entrar una vez.',
  at: (day, time) => `${day} a las ${time}`,
  be: (time) => `preséntese a las ${time}`,
  valid: (from, to) => `Válido del ${from} al ${to}`,
  where: 'Lugar',
  bring: 'Qué llevar',
  codes: (n) => (n === 1 ? 'Código de la entrada' : 'Códigos de las entradas'),
  attached: 'Adjuntos',
  ticketsFile: 'entradas',
  receiptFile: 'recibo',
  copy: (n) => `duplicado n.º ${n}`,
  question: '¿Alguna pregunta? Responda a este mensaje o venga a vernos.',
  demo: 'DÉMONSTRATION: estos documentos no tienen validez.',
}

const it: LetterWords = {
  locale: 'it-IT',
  ticketsOf: (title) => `I suoi biglietti: ${title}`,
  andMore: (n) => (n === 1 ? 'e un’altra attività' : `e altre ${n} attività`),
  receiptOf: (number) => `La sua ricevuta ${number}`,
  hello: (name) => (name ? `Buongiorno ${name},` : 'Buongiorno,'),
  tickets: 'ecco i suoi biglietti. Li mostri sul telefono o stampati: ognuno vale per un ingresso.',
  receipt: 'ecco la sua ricevuta.',
  both: 'grazie della visita. Ecco i suoi biglietti e la sua ricevuta. Mostri i biglietti sul telefono o stampati: ognuno vale per un ingresso.',
  at: (day, time) => `${day} alle ${time}`,
  be: (time) => `si presenti alle ${time}`,
  valid: (from, to) => `Valido dal ${from} al ${to}`,
  where: 'Luogo',
  bring: 'Da portare',
  codes: (n) => (n === 1 ? 'Codice del biglietto' : 'Codici dei biglietti'),
  attached: 'Allegati',
  ticketsFile: 'biglietti',
  receiptFile: 'ricevuta',
  copy: (n) => `duplicato n. ${n}`,
  question: 'Una domanda? Risponda a questo messaggio o venga a trovarci.',
  demo: 'DÉMONSTRATION: questi documenti non sono validi.',
}

const WORDS: Record<Language, LetterWords> = { fr, en, de, nl, es, it }

/** The texts of a letter in the visitor's language. */
export function letterWords(language: Language): LetterWords {
  return WORDS[language]
}
