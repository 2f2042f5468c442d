#!/usr/bin/env node
/*
 * Vérifie une archive fiscale de Guichet, l’application éteinte, sans rien installer d’autre que Node 18 ou plus récent.
 *
 *   node verifier.mjs [dossier] [--cle EMPREINTE]… [--ancres FICHIER]
 *
 *   dossier           celui de l’archive décompressée ; par défaut, celui de ce programme
 *   --cle EMPREINTE   empreinte d’une clé que l’office vous a remise par une autre voie ; plusieurs sont possibles.
 *                     Sans elle, les clés de l’archive sont crues sur parole.
 *   --ancres FICHIER  têtes de chaînes conservées hors de l’office, à retrouver dans l’archive
 *
 * Sortie 0 : tout concorde. Sortie 1 : ce qui ne concorde pas est nommé, avec le fichier et la ligne.
 */
import { createHash, createPublicKey, verify } from 'node:crypto'
import { closeSync, openSync, readdirSync, readFileSync, readSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const FORMAT = 'guichet-archive-1'
/** More of them say nothing new. */
const MOST_FAULTS = 50

const faults = []
function fault(where, what) {
  if (faults.length < MOST_FAULTS) faults.push(`${where} : ${what}`)
}

const euros = (c) => `${(c / 100).toFixed(2).replace('.', ',')} €`
const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex')
const sum = (items, of) => items.reduce((all, item) => all + (of(item) ?? 0), 0)

/** The lines of a file, a piece at a time: an archive may be larger than the memory. */
function* linesOf(path) {
  const fd = openSync(path, 'r')
  const piece = Buffer.alloc(1 << 18)
  let rest = Buffer.alloc(0)
  try {
    for (let n = readSync(fd, piece); n > 0; n = readSync(fd, piece)) {
      let bytes = Buffer.concat([rest, piece.subarray(0, n)])
      for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10)) {
        yield bytes.toString('utf8', 0, end)
        bytes = bytes.subarray(end + 1)
      }
      rest = bytes
    }
    if (rest.length > 0) yield rest.toString('utf8')
  } finally {
    closeSync(fd)
  }
}

function readJson(folder, name) {
  try {
    return JSON.parse(readFileSync(join(folder, name), 'utf8'))
  } catch (error) {
    fault(name, error.code === 'ENOENT' ? 'fichier manquant' : 'illisible')
    return null
  }
}

// ——— Keys and the manifest ———

/** The public keys by id; each id must be the fingerprint of its key. */
function readKeys(folder) {
  const keys = new Map()
  const listed = readJson(folder, 'cles.json') ?? []
  for (const { id, publicKey } of listed) {
    if (sha256(publicKey).slice(0, 16) !== id) fault('cles.json', `la clé ${id} n’a pas cette empreinte`)
    try {
      keys.set(id, createPublicKey(publicKey))
    } catch {
      fault('cles.json', `la clé ${id} est illisible`)
    }
  }
  return keys
}

/** What is wrong with a signature (ES256); null when it is good. */
function unsigned(options, keys, keyId, bytes, signature) {
  const key = keys.get(keyId)
  if (!key) return `clé inconnue : ${keyId}`
  if (options.trusted.size > 0 && !options.trusted.has(keyId)) {
    return `signé par la clé ${keyId}, qui n’est pas de celles que vous avez données`
  }
  const isGood = verify('sha256', bytes, { key, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64'))
  return isGood ? null : 'la signature n’est pas celle de ce texte'
}

/** The manifest, whose signature must be good. */
function readManifest(folder, keys, options) {
  const manifest = readJson(folder, 'manifest.json')
  if (!manifest) return null
  if (manifest.format !== FORMAT) {
    fault('manifest.json', `format inconnu : ${manifest.format}`)
    return null
  }
  try {
    const signature = readFileSync(join(folder, 'manifest.sig'), 'utf8')
    if (!/^[A-Za-z0-9+/]{86}==\n$/.test(signature)) fault('manifest.sig', 'ce n’est pas une signature')
    const bytes = readFileSync(join(folder, 'manifest.json'))
    const wrong = unsigned(options, keys, manifest.keyId, bytes, signature)
    if (wrong) fault('manifest.json et manifest.sig', wrong)
  } catch {
    fault('manifest.sig', 'fichier manquant')
  }
  return manifest
}

/** Every file of the manifest with its digest, and no other. */
function checkFiles(folder, manifest) {
  const listed = new Map(manifest.files.map((file) => [file.name, file]))
  const unlisted = new Set(['manifest.json', 'manifest.sig'])
  const present = new Set()
  const walk = (at) => {
    for (const entry of readdirSync(join(folder, at), { withFileTypes: true })) {
      const name = at === '' ? entry.name : `${at}/${entry.name}`
      if (entry.isDirectory()) walk(name)
      else if (listed.has(name)) present.add(name)
      else if (!unlisted.has(name)) fault(name, 'fichier ajouté : le manifeste ne le connaît pas')
    }
  }
  walk('')
  for (const { name, sha256: digest, bytes } of listed.values()) {
    if (!present.has(name)) {
      fault(name, 'fichier manquant')
      continue
    }
    const { size } = statSync(join(folder, name))
    const hash = createHash('sha256')
    const fd = openSync(join(folder, name), 'r')
    const piece = Buffer.alloc(1 << 18)
    for (let n = readSync(fd, piece); n > 0; n = readSync(fd, piece)) hash.update(piece.subarray(0, n))
    closeSync(fd)
    if (hash.digest('hex') !== digest) {
      const long = size === bytes ? '' : ` (${size} octets au lieu de ${bytes})`
      fault(name, `fichier modifié : son empreinte n’est pas celle du manifeste${long}`)
    }
  }
  return present
}

// ——— CSV: each row made again from its record ———

const FORMULA = /^[\s\u00a0\ufeff]*[=+\-@\t\r|]/
const clock = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Paris',
  dateStyle: 'short',
  timeStyle: 'medium',
})

function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  const points = (text) => Array.from(text, (c) => c.codePointAt(0))
  const before = (a, b) => {
    const [left, right] = [points(a), points(b)]
    const i = left.findIndex((point, at) => point !== right[at])
    return i < 0 ? left.length - right.length : left[i] - (right[i] ?? -1)
  }
  const keys = Object.keys(value).sort(before)
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(',')}}`
}

function quoted(text) {
  const line = text.replace(/[\r\n]+/g, ' ')
  const safe = FORMULA.test(line) ? `'${line}` : line
  return /[;"]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

const at = (from, path) => path.split('.').reduce((value, key) => value?.[key], from)

function cell({ path, kind }, line, item) {
  const value = path.startsWith('@')
    ? line[path.slice(1)]
    : path.startsWith('.')
      ? at(item, path.slice(1))
      : at(line.payload, path)
  if (value === null || value === undefined) return ''
  if (kind === 'json') return quoted(canonical(value))
  if (typeof value === 'number') {
    return kind === 'euros' || kind === 'rate' ? (value / 100).toFixed(2).replace('.', ',') : String(value)
  }
  if (typeof value !== 'string') return quoted(canonical(value))
  return kind === 'local' ? clock.format(Date.parse(value)) : quoted(value)
}

/** A CSV file read beside its journal; it speaks of its first difference, the rest follows from it. */
function openTable(folder, table, present) {
  if (!present.has(table.file)) return null
  const lines = linesOf(join(folder, table.file))
  let number = 0
  let isOver = false
  const expect = (row, origin) => {
    if (isOver) return
    number += 1
    const { value, done } = lines.next()
    if (!done && value === `${row}\r`) return
    isOver = true
    fault(
      `${table.file}, ligne ${number}`,
      done ? `ligne manquante pour ${origin}` : `ne dit pas ce que dit ${origin}`,
    )
  }
  expect(`\ufeff${table.columns.map(({ name }) => quoted(name)).join(';')}`, 'l’en-tête attendu')
  return {
    record: (line, origin) => {
      const items = table.each === null ? [line.payload] : (at(line.payload, table.each) ?? [])
      for (const item of items)
        expect(table.columns.map((column) => cell(column, line, item)).join(';'), origin)
    },
    end: () => {
      if (!isOver && !lines.next().done) {
        fault(`${table.file}, ligne ${number + 1}`, 'ligne ajoutée : aucun enregistrement ne la dit')
      }
      lines.return()
    },
  }
}

// ——— Chains ———

const ENVELOPE = ['register', 'seq', 'hash', 'prev', 'signature', 'keyId']
const BETWEEN = ',"payload":'

/** A line of a journal, with its text as it was signed; null when it cannot be read. */
function readLine(text) {
  try {
    const line = JSON.parse(text)
    const raw = text.slice(text.indexOf(BETWEEN) + BETWEEN.length, -1)
    const envelope = JSON.stringify(Object.fromEntries(ENVELOPE.map((name) => [name, line[name]])))
    return `${envelope.slice(0, -1)}${BETWEEN}${raw}}` === text ? { ...line, raw } : null
  } catch {
    return null
  }
}

/** What is wrong with a record by itself: its hash, its signature, what its text says of its place. */
function wrongRecord(line, chain, archive) {
  const digest = createHash('sha256').update(line.raw).digest()
  if (digest.toString('hex') !== line.hash) return 'son texte ne donne pas son empreinte'
  const wrong = unsigned(archive.options, archive.keys, line.keyId, digest, line.signature)
  if (wrong) return wrong
  const { payload } = line
  const pairs = [
    ['rang', line.seq, payload.seq],
    ['empreinte précédente', line.prev, payload.prev],
    ['journal', chain.journal, payload.journal],
    ['caisse', chain.registerId, payload.registerId],
  ]
  const other = pairs.find(([, beside, says]) => beside !== says)
  if (other) return `${other[0]} : ${other[1]} à côté du texte, ${other[2]} dans le texte`
  if (typeof payload.register === 'string' && payload.register !== line.register) {
    return `caisse ${line.register} à côté du texte, ${payload.register} dans le texte`
  }
  return null
}

/** Walks one journal: its chains one after the other, each from its anchor to its end, and its CSV files beside it. */
function walkJournal(archive, { journal, file }) {
  const { folder, manifest, present, tables } = archive
  const chains = manifest.chains.filter((chain) => chain.journal === journal)
  const tails = new Map(
    chains.map((chain) => [
      chain.register,
      { chain, ...chain.anchor, prev: chain.anchor.hash, count: 0, at: '' },
    ]),
  )
  for (const chain of chains)
    checkAnchor(archive, chain, chain.anchor.seq, chain.anchor.hash, 'manifest.json')
  const sheets = tables
    .filter((table) => table.journal === journal)
    .flatMap((table) => openTable(folder, table, present) ?? [])
  let order = -1
  let number = 0
  for (const text of present.has(file) ? linesOf(join(folder, file)) : []) {
    number += 1
    const where = `${file}, ligne ${number}`
    const line = readLine(text)
    const tail = line && tails.get(line.register)
    if (!line) fault(where, 'ligne illisible')
    else if (!tail) fault(where, `aucune chaîne de la caisse ${line.register} n’est annoncée`)
    else {
      const place = chains.indexOf(tail.chain)
      if (place < order) fault(where, `la chaîne de la caisse ${line.register} est revenue`)
      order = Math.max(order, place)
      follow(archive, tail, line, where)
      for (const sheet of sheets) sheet.record(line, `l’enregistrement ${line.register} n° ${line.seq}`)
    }
  }
  for (const sheet of sheets) sheet.end()
  for (const tail of tails.values()) checkEnd(file, tail)
}

/** One record onto the end of its chain. */
function follow(archive, tail, line, where) {
  const { chain } = tail
  const { payload } = line
  if (line.seq !== tail.seq + 1) {
    fault(
      where,
      `n° ${tail.seq + 1} attendu, n° ${line.seq} trouvé : lignes supprimées, ajoutées ou échangées`,
    )
  } else if (line.prev !== tail.prev) fault(where, 'ne suit pas l’enregistrement précédent (empreinte)')
  const wrong = wrongRecord(line, chain, archive)
  if (wrong) fault(where, wrong)
  if (payload.at < tail.at)
    fault(where, `l’heure ${payload.at} est avant celle de l’enregistrement précédent`)
  const totalC = chain.journal === 'T' ? payload.totals?.grandTtcC : 0
  const gt = { signedC: tail.signedC + totalC, absC: tail.absC + Math.abs(totalC) }
  if (payload.gt?.signedC !== gt.signedC || payload.gt?.absC !== gt.absC) {
    fault(where, `cumul perpétuel ${euros(payload.gt?.signedC)}, ${euros(gt.signedC)} d’après la chaîne`)
  }
  const check = CHECKS[chain.journal]
  if (check) for (const what of check(archive, tail, line)) fault(where, what)
  Object.assign(tail, { seq: line.seq, prev: line.hash, at: payload.at, ...(payload.gt ?? gt) })
  tail.count += 1
  checkAnchor(archive, chain, line.seq, line.hash, where)
}

/** A chain ends where the manifest says. */
function checkEnd(file, { chain, seq, prev, count }) {
  const name = `${file}, caisse ${chain.register}`
  const last = chain.last ?? chain.anchor.seq
  if (seq !== last) {
    fault(name, `la chaîne s’arrête au n° ${seq}, le manifeste va au n° ${last} : lignes supprimées à la fin`)
  } else if (prev !== chain.lastHash) fault(name, 'la dernière empreinte n’est pas celle du manifeste')
  if (count !== chain.count) fault(name, `${count} enregistrements, ${chain.count} d’après le manifeste`)
}

// ——— What records say of each other ———

const PART = {
  OWN: 'own',
  BOOKING_FEE: 'own',
  THIRD_PARTY: 'third',
  SNCF: 'third',
  VOUCHER_MPV: 'voucher',
}

/** A ticket: lines, totals, VAT and payments add up. */
function* checkTicket(archive, tail, { payload, hash, register, seq }) {
  const { lines = [], totals = {}, payments = [] } = payload
  for (const line of lines) {
    if (line.qty * line.unitTtcC - line.discountC !== line.totalTtcC) {
      yield `ligne ${line.n} du ticket : quantité × prix − remise ne fait pas ${euros(line.totalTtcC)}`
    }
    if (line.htC + line.vatC !== line.totalTtcC) {
      yield `ligne ${line.n} du ticket : HT + TVA ne fait pas ${euros(line.totalTtcC)}`
    }
  }
  for (const part of ['own', 'third', 'voucher']) {
    const ofLines = sum(lines, (line) => (PART[line.kind] === part ? line.totalTtcC : 0))
    if (ofLines !== totals[`${part}TtcC`])
      yield `total ${part} ${euros(totals[`${part}TtcC`])}, ${euros(ofLines)} d’après ses lignes`
  }
  const { ownTtcC, thirdTtcC, voucherTtcC, grandTtcC } = totals
  if (ownTtcC + thirdTtcC + voucherTtcC !== grandTtcC) yield 'propre + tiers + bons ne fait pas le total'
  const taxed = lines.filter((line) => PART[line.kind] === 'own' && line.vatRateBp !== null)
  for (const { rateBp, htC, vatC, ttcC } of totals.vat ?? []) {
    const own = taxed.filter((line) => line.vatRateBp === rateBp)
    if (sum(own, (l) => l.totalTtcC) !== ttcC || sum(own, (l) => l.vatC) !== vatC || htC + vatC !== ttcC) {
      yield `TVA à ${rateBp / 100} % : le tableau ne concorde pas avec les lignes`
    }
  }
  if (sum(totals.vat ?? [], (v) => v.ttcC) !== sum(taxed, (line) => line.totalTtcC))
    yield 'un taux de TVA manque au tableau'
  const paidC = sum(payments, (payment) => payment.amountC)
  if (paidC !== grandTtcC) yield `règlements ${euros(paidC)}, total ${euros(grandTtcC)}`
  if (!payload.number?.endsWith(`-${String(seq).padStart(6, '0')}`))
    yield `le numéro ${payload.number} n’est pas celui du rang ${seq}`
  if (payload.lineCount !== lines.length)
    yield `${payload.lineCount} lignes annoncées, ${lines.length} présentes`
  yield* checkOrigin(archive, payload)
  if (payload.businessDate < tail.day) yield `date comptable ${payload.businessDate} après ${tail.day}`
  tail.day = payload.businessDate
  archive.tickets.set(payload.number, hash)
  addToDay(archive, register, payload, hash)
}

/** What names an earlier ticket names its hash. */
function* checkOrigin(archive, { origin }) {
  const known = origin && archive.tickets.get(origin.number)
  if (known && origin.hash && known !== origin.hash)
    yield `l’empreinte du ticket d’origine ${origin.number} n’est pas la sienne`
}

const NO_DAY = () => ({
  ticketCount: 0,
  cancelCount: 0,
  refundCount: 0,
  fixCount: 0,
  copyCount: 0,
  grossSalesC: 0,
  returnsC: 0,
  netC: 0,
  ownTtcC: 0,
  thirdTtcC: 0,
  voucherTtcC: 0,
  firstTicket: null,
  lastTicket: null,
  lastTicketHash: null,
  vat: new Map(),
  third: new Map(),
  payments: new Map(),
})
const COUNTED = { CANCEL: 'cancelCount', REFUND: 'refundCount', PAYMENT_FIX: 'fixCount' }
const SUMS = ['grossSalesC', 'returnsC', 'netC', 'ownTtcC', 'thirdTtcC', 'voucherTtcC']
const COUNTS = ['ticketCount', 'cancelCount', 'refundCount', 'fixCount', 'copyCount']

function dayOf(archive, register, day) {
  const key = `${register}/${day}`
  if (!archive.days.has(key)) archive.days.set(key, NO_DAY())
  return archive.days.get(key)
}

/** Adds amounts to an item of a list by what tells it apart. */
function addTo(map, by, amounts) {
  const known = map.get(by)
  if (!known) return void map.set(by, { ...amounts })
  for (const name of Object.keys(amounts)) known[name] += amounts[name]
}

function addToDay(archive, register, payload, hash) {
  const day = dayOf(archive, register, payload.businessDate)
  const { totals, lines, payments } = payload
  day.ticketCount += 1
  const counted = COUNTED[payload.docType]
  if (counted) day[counted] += 1
  day[totals.grandTtcC > 0 ? 'grossSalesC' : 'returnsC'] += totals.grandTtcC
  day.netC += totals.grandTtcC
  for (const name of ['ownTtcC', 'thirdTtcC', 'voucherTtcC']) day[name] += totals[name]
  day.firstTicket ??= payload.number
  day.lastTicket = payload.number
  day.lastTicketHash = hash
  day.gt = payload.gt
  for (const { rateBp, htC, vatC, ttcC } of totals.vat) addTo(day.vat, rateBp, { htC, vatC, ttcC })
  for (const line of lines) {
    if (PART[line.kind] === 'third') addTo(day.third, line.principal?.code ?? '?', { ttcC: line.totalTtcC })
  }
  for (const { means, amountC } of payments) addTo(day.payments, means, { count: 1, amountC })
}

function* checkCopy(archive, _tail, { payload, register }) {
  yield* checkOrigin(archive, payload)
  dayOf(archive, register, payload.businessDate).copyCount += 1
}

const listOf = (map, by) =>
  [...map].map(([key, amounts]) => canonical({ [by]: key, ...amounts })).sort(byUnit)
const byUnit = (a, b) => (a < b ? -1 : 1)
const BY = { vat: 'rateBp', third: 'code', payments: 'means' }

/** A closure against what it closes: tickets of its day, closures of its month or year, registers of the office. */
function* checkClosure(archive, tail, line) {
  const { payload, register, seq, hash } = line
  const { kind, from, to, netC } = payload
  archive.closures.set(`${register}/${seq}`, { payload, hash })
  if (payload.n !== seq) yield `clôture n° ${payload.n} au rang ${seq}`
  if (payload.grossSalesC + payload.returnsC !== netC || payload.periodGrandTotalC !== netC)
    yield 'brut + retours ne fait pas le net'
  if (payload.ownTtcC + payload.thirdTtcC + payload.voucherTtcC !== netC)
    yield 'propre + tiers + bons ne fait pas le net'
  if (sum(payload.payments, (one) => one.amountC) !== netC) yield 'les règlements ne font pas le net'
  if (from < archive.manifest.period.from) {
    if (kind === 'D') tail.closed = { to, perpetual: payload.perpetual }
    return
  }
  const expected = kind === 'D' ? expectedDay(archive, tail, line) : expectedSum(archive, register, payload)
  if (expected) yield* unlike(payload, expected)
  if (kind !== 'D') return
  if (tail.closed) {
    const next = new Date(Date.parse(tail.closed.to) + 86_400_000).toISOString().slice(0, 10)
    if (from !== next) yield `jour ${from} clôturé après ${tail.closed.to} : il manque une clôture`
    if (tail.closed.perpetual.signedC + netC !== payload.perpetual.signedC)
      yield 'le cumul perpétuel n’avance pas du grand total du jour'
  }
  const gt = archive.days.get(`${register}/${from}`)?.gt
  if (
    !payload.parts &&
    gt &&
    (gt.signedC !== payload.perpetual.signedC || gt.absC !== payload.perpetual.absC)
  ) {
    yield `cumul perpétuel ${euros(payload.perpetual.signedC)}, ${euros(gt.signedC)} après son dernier ticket`
  }
  tail.closed = { to, perpetual: payload.perpetual }
  archive.closedDays.add(`${register}/${from}`)
}

/** What a day's closure must say: its tickets; those of an office are compared with its registers' at the end. */
function expectedDay(archive, tail, { register, payload }) {
  if (payload.parts) {
    archive.offices.push({ register, payload })
    return null
  }
  const day = archive.days.get(`${register}/${payload.from}`) ?? NO_DAY()
  tail.lastTicketHash = day.lastTicketHash ?? tail.lastTicketHash ?? anchorOf(archive, register)
  return { ...day, lastTicketHash: tail.lastTicketHash }
}

/** Hash of the last ticket before the archive; null when there was none. */
function anchorOf({ manifest }, register) {
  const tickets = manifest.chains.find((chain) => chain.journal === 'T' && chain.register === register)
  return tickets && tickets.anchor.seq > 0 ? tickets.anchor.hash : null
}

/** The days of a month, the months of a year, when the archive has them all. */
function expectedSum(archive, register, { kind, from, to }) {
  const part = kind === 'M' ? 'D' : 'M'
  const parts = [...archive.closures].filter(
    ([key, { payload }]) =>
      key.startsWith(`${register}/`) && payload.kind === part && payload.from >= from && payload.to <= to,
  )
  return summed(parts.map(([, { payload }]) => payload))
}

function summed(closures) {
  const all = NO_DAY()
  for (const one of closures) {
    for (const name of [...SUMS, ...COUNTS]) all[name] += one[name]
    for (const [list, by] of Object.entries(BY)) {
      for (const { [by]: key, ...amounts } of one[list]) addTo(all[list], key, amounts)
    }
    all.firstTicket ??= one.firstTicket
    all.lastTicket = one.lastTicket ?? all.lastTicket
    all.lastTicketHash = undefined
  }
  return all
}

/** How a closure differs from what it closes. */
function* unlike(payload, expected) {
  for (const name of COUNTS) {
    if (payload[name] !== expected[name])
      yield `${name} ${payload[name]}, ${expected[name]} d’après ce qu’elle clôture`
  }
  for (const name of SUMS) {
    if (payload[name] !== expected[name])
      yield `${name} ${euros(payload[name])}, ${euros(expected[name])} d’après ce qu’elle clôture`
  }
  for (const name of ['firstTicket', 'lastTicket', 'lastTicketHash']) {
    if (expected[name] !== undefined && (payload[name] ?? null) !== expected[name])
      yield `${name} n’est pas celui de ce qu’elle clôture`
  }
  for (const [list, by] of Object.entries(BY)) {
    const says = payload[list].map((item) => canonical(item)).sort()
    if (says.join() !== listOf(expected[list], by).join())
      yield `${list} ne concorde pas avec ce qu’elle clôture`
  }
}

const CHECKS = { T: checkTicket, C: checkCopy, G: checkClosure }

/** Office closures against those of its registers, and days that sold without being closed. */
function checkOffice(archive) {
  for (const { register, payload } of archive.offices) {
    const where = `journaux/clotures.jsonl, caisse ${register}, jour ${payload.from}`
    const parts = payload.parts.map((part) => ({
      part,
      is: archive.closures.get(`${part.register}/${part.n}`),
    }))
    for (const { part, is } of parts) {
      if (!is) fault(where, `la clôture ${part.register} n° ${part.n} n’est pas dans l’archive`)
      else if (is.hash !== part.hash)
        fault(where, `la clôture ${part.register} n° ${part.n} n’a pas cette empreinte`)
    }
    const expected = summed(parts.flatMap(({ is }) => (is ? [is.payload] : [])))
    for (const name of SUMS) {
      if (payload[name] !== expected[name])
        fault(where, `${name} ${euros(payload[name])}, ${euros(expected[name])} d’après les caisses`)
    }
  }
  const closing = new Set(archive.manifest.chains.filter((c) => c.journal === 'G').map((c) => c.register))
  for (const [key, { ticketCount }] of archive.days) {
    const [register, day] = key.split('/')
    if (ticketCount === 0 || !closing.has(register) || day < archive.manifest.period.from) continue
    if (!archive.closedDays.has(key))
      fault('tickets.jsonl', `caisse ${register}, jour ${day} : vendu sans clôture`)
  }
}

/** A head kept outside against the record of the same place. */
function checkAnchor(archive, { register, journal }, seq, hash, where) {
  const kept = archive.anchors.get(`${register}/${journal}/${seq}`)
  if (kept === undefined) return
  archive.anchored += 1
  if (kept !== hash)
    fault(
      where,
      `l’ancre gardée hors de l’office pour ${register}/${journal} n° ${seq} dit une autre empreinte`,
    )
}

/** One JSON a line, or lists of them: whatever object names a register, a journal, a number and a hash. */
function readAnchors(path) {
  const found = new Map()
  const look = (value) => {
    if (value === null || typeof value !== 'object') return
    const { register, journal, seq, hash } = value
    if (typeof hash === 'string' && typeof journal === 'string')
      found.set(`${register}/${journal}/${seq}`, hash)
    else for (const inner of Object.values(value)) look(inner)
  }
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    // A line that a crash cut short says nothing.
    try {
      if (line.trim() !== '') look(JSON.parse(line))
    } catch {}
  }
  return found
}

// ——— The whole ———

function readOptions(words) {
  const options = { folder: fileURLToPath(new URL('.', import.meta.url)), trusted: new Set(), anchors: null }
  for (let i = 0; i < words.length; i++) {
    if (words[i] === '--cle') options.trusted.add(words[++i])
    else if (words[i] === '--ancres') options.anchors = words[++i]
    else if (words[i].startsWith('--')) throw new Error(`option inconnue : ${words[i]}`)
    else options.folder = words[i]
  }
  return options
}

function verifyArchive(options) {
  const { folder } = options
  const keys = readKeys(folder)
  const manifest = readManifest(folder, keys, options)
  if (!manifest) return null
  const present = checkFiles(folder, manifest)
  const listed = (readJson(folder, 'cles.json') ?? []).map(({ publicKey }) => publicKey).join('')
  if (present.has('cle-publique.pem') && readFileSync(join(folder, 'cle-publique.pem'), 'utf8') !== listed) {
    fault('cle-publique.pem', 'ce ne sont pas les clés de cles.json')
  }
  const fields = readJson(folder, 'champs.json') ?? { journals: [], tables: [] }
  const archive = {
    options,
    folder,
    manifest,
    keys,
    present,
    tables: fields.tables,
    anchors: options.anchors ? readAnchors(options.anchors) : new Map(),
    anchored: 0,
    tickets: new Map(),
    days: new Map(),
    closures: new Map(),
    closedDays: new Set(),
    offices: [],
  }
  // Closures last: they are compared with tickets and copies.
  const order = [...fields.journals].sort((a, b) => (a.journal === 'G') - (b.journal === 'G'))
  for (const journal of order) walkJournal(archive, journal)
  const walked = new Set(order.map(({ journal }) => journal))
  for (const { journal, register } of manifest.chains) {
    if (!walked.has(journal))
      fault('champs.json', `le journal ${journal} de la caisse ${register} n’a pas de fichier`)
  }
  checkOffice(archive)
  return archive
}

function say({ manifest, options, anchored }) {
  const { period, office, chains, keyId, madeAt } = manifest
  const records = sum(chains, ({ count }) => count)
  const tickets = sum(chains, ({ journal, count }) => (journal === 'T' ? count : 0))
  console.log(
    `Archive conforme${office.demo ? ' (DÉMONSTRATION)' : ''} : ${office.name}, SIRET ${office.siret}`,
  )
  console.log(`Période du ${period.from} au ${period.to}, archivée le ${madeAt}`)
  console.log(
    `${records} enregistrements dont ${tickets} tickets, ${chains.length} chaînes, ${manifest.files.length} fichiers`,
  )
  for (const { register, journal, first, last, lastHash } of chains) {
    const span = first === null ? 'rien' : `n° ${first} à ${last}`
    console.log(`  ${`${register}/${journal}`.padEnd(10)} ${span.padEnd(22)} ${lastHash}`)
  }
  if (options.anchors) console.log(`${anchored} têtes de chaînes gardées ailleurs retrouvées.`)
  console.log(
    options.trusted.size > 0
      ? `Signée par la clé ${keyId}, que vous avez donnée.`
      : `Signée par la clé ${keyId}, crue sur parole : comparez-la à celle que l’office vous a remise (--cle ${keyId}).`,
  )
}

try {
  const archive = verifyArchive(readOptions(process.argv.slice(2)))
  if (faults.length === 0 && archive) say(archive)
} catch (error) {
  fault('archive', `ne peut être lue : ${error.message}`)
}
if (faults.length > 0) {
  for (const one of faults) console.error(one)
  console.error(
    `Archive NON conforme : ${faults.length === MOST_FAULTS ? 'au moins ' : ''}${faults.length} défaut(s).`,
  )
  process.exitCode = 1
}
