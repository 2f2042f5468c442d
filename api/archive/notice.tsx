/** @jsxImportSource react */
import { Document, Page, Text, View } from '@react-pdf/renderer'
import { renderPdf } from '../fonts.ts'
import { EVENT_TEXT } from '../shared/event-text.ts'
import { local, type Day, type Instant } from '../shared/time.ts'
import { JOURNALS, TABLES, type ColumnKind, type Table } from './columns.ts'
import { referenceOn } from './legal.ts'
import { french, style } from './page.ts'

/** What the notice says of the archive that it lies in. */
export type NoticeView = {
  office: { name: string; siret: string; demo: boolean }
  software: { name: string; version: string; coreDigest: string }
  period: { from: Day; to: Day }
  madeAt: Instant
  chains: { register: string; journal: string; first: number | null; last: number | null; count: number }[]
}

const numbers = (day: string) => `${day.slice(8, 10)}/${day.slice(5, 7)}/${day.slice(0, 4)}`

const UNIT: Record<ColumnKind, string> = {
  text: 'texte',
  integer: 'entier',
  euros: 'euros, virgule décimale',
  rate: 'pour cent, virgule décimale',
  day: 'AAAA-MM-JJ',
  utc: 'ISO 8601, UTC, millisecondes',
  local: 'AAAA-MM-JJ HH:MM:SS, Paris',
  json: 'JSON, montants en centimes',
}

const OTHERS = [
  ['parametres.json', 'l’office, ses sites et ses caisses, les versions du logiciel qui ont servi'],
  ['champs.json', 'les colonnes des fichiers CSV, et le champ de l’enregistrement que dit chacune'],
  ['cles.json', 'les clés publiques de signature, anciennes comprises ; leur identifiant est leur empreinte'],
  ['cle-publique.pem', 'les mêmes clés au format PEM'],
  ['verifier.mjs', 'le programme de vérification, lisible et sans dépendance'],
  ['manifest.json', 'la période, les chaînes avec leur ancre, l’empreinte SHA-256 de chaque fichier'],
  ['manifest.sig', 'la signature du manifeste (ES256 sur les octets du fichier, en base64)'],
  ['LISEZMOI.pdf', 'cette notice'],
] as const

const ENVELOPE = [
  ['register', 'code de la caisse'],
  ['seq', 'rang dans la chaîne, sans trou'],
  ['hash', 'SHA-256 du texte de payload, tel qu’il est écrit sur la ligne'],
  ['prev', 'hash de l’enregistrement précédent ; 64 zéros pour le premier'],
  ['signature', 'ES256 (ECDSA P-256) sur les 32 octets de hash, r et s à la suite, en base64'],
  ['keyId', 'identifiant de la clé qui a signé'],
  ['payload', 'l’enregistrement : JSON canonique, clés triées, montants en centimes, taux en points de base'],
] as const

/** Draws the French notice of an archive: what it is, each file, each field with its unit, how to verify it. */
export function renderNotice(view: NoticeView): Promise<Buffer> {
  return renderPdf(<Notice view={view} />)
}

function Notice({ view }: { view: NoticeView }) {
  const { office, software, period } = view
  return (
    <Document
      title={`Archive fiscale ${period.from} ${period.to}`}
      author={french(office.name)}
      language="fr"
    >
      <Page size="A4" style={style.page} wrap>
        <Text style={style.title}>Archive fiscale{office.demo ? ' (DÉMONSTRATION)' : ''}</Text>
        <Text style={style.lead}>
          {french(
            `${office.name}, SIRET ${office.siret}. Du ${numbers(period.from)} au ${numbers(period.to)}.`,
          )}
        </Text>
        <What view={view} />
        <Check />
        <Head>Les fichiers</Head>
        <Rows widths={[34, 66]} heads={['Fichier', 'Contenu']} rows={filesOf()} />
        <Head>Les chaînes de cette archive</Head>
        <Rows
          widths={[20, 20, 40, 20]}
          heads={['Caisse', 'Journal', 'Rangs', 'Enregistrements']}
          rows={view.chains.map((one) => [
            one.register,
            one.journal,
            one.first === null ? 'rien sur la période' : `${one.first} à ${one.last}`,
            String(one.count),
          ])}
        />
        <Head>Une ligne d’un journal (.jsonl)</Head>
        <Rows widths={[18, 82]} heads={['Champ', 'Sens']} rows={ENVELOPE} />
        {TABLES.map((table) => (
          <Columns key={table.file} table={table} />
        ))}
        <Head>Codes du journal des événements</Head>
        <Rows widths={[32, 68]} heads={['Code', 'Événement']} rows={Object.entries(EVENT_TEXT)} />
        <View style={style.foot} fixed>
          <Text>
            {french(`${software.name} v${software.version}, noyau ${software.coreDigest.slice(0, 16)}`)}
          </Text>
          <Text render={({ pageNumber, totalPages }) => `${pageNumber} / ${totalPages}`} />
        </View>
      </Page>
    </Document>
  )
}

function What({ view }: { view: NoticeView }) {
  const { day, time } = local(view.madeAt)
  return (
    <>
      <Head>Ce que c’est</Head>
      <P>
        {`Les données d’encaissement de la période, figées, telles qu’elles ont été enregistrées et signées au fil de l’eau, archivées le ${numbers(day)} à ${time} (${referenceOn('cashRegister', day)}). Rien n’y a été recalculé. Les clôtures dues ont été faites et toutes les chaînes vérifiées avant l’écriture.`}
      </P>
      <P>
        Chaque caisse a plusieurs journaux, chacun une chaîne : un enregistrement porte l’empreinte du
        précédent, si bien qu’aucun ne peut être modifié, ôté, ajouté ni déplacé sans que cela se voie.
        L’ancre d’une chaîne est l’enregistrement qui précède l’archive, avec les cumuls perpétuels à ce
        moment.
      </P>
      <P>
        Les fichiers .jsonl font foi ; les fichiers .csv disent la même chose pour un tableur. L’archive ne
        contient aucun nom de client, d’agent, ni adresse : des codes et des références aléatoires.
      </P>
    </>
  )
}

function Check() {
  return (
    <>
      <Head>La vérifier, l’application éteinte</Head>
      <P>Décompressez l’archive, puis, avec Node 18 ou plus récent (nodejs.org), dans son dossier :</P>
      <Text style={[style.code, style.text]}>node verifier.mjs --cle EMPREINTE</Text>
      <P>
        EMPREINTE est celle que l’office vous remet par une autre voie : sans elle, rien ne prouve que les
        clés de l’archive sont les siennes. Le programme refait chaque empreinte, vérifie chaque signature,
        les rangs, les totaux, les clôtures et chaque ligne des CSV ; il répond 0, ou nomme le fichier et la
        ligne en défaut. Pour ne pas croire l’exemplaire de l’archive, prenez verifier.mjs dans les sources
        publiées du logiciel.
      </P>
      <P>
        CSV : UTF-8 avec indicateur d’ordre des octets, point-virgule, virgule décimale, fins de ligne CRLF.
        Un texte qu’un tableur prendrait pour une formule est précédé d’une apostrophe ; un retour à la ligne
        y devient une espace.
      </P>
    </>
  )
}

function Columns({ table }: { table: Table }) {
  return (
    <>
      <Head>{`${table.file} : ${table.meaning}`}</Head>
      <Rows
        widths={[22, 22, 34, 22]}
        heads={['Colonne', 'Champ', 'Sens', 'Unité']}
        rows={table.columns.map((column) => [
          column.name,
          column.path.startsWith('.') ? `${table.each}[]${column.path}` : column.path,
          column.meaning,
          UNIT[column.kind],
        ])}
      />
    </>
  )
}

const filesOf = (): (readonly string[])[] => [
  ...JOURNALS.map(({ file, meaning }) => [file, meaning]),
  ...TABLES.map(({ file, meaning }) => [file, meaning]),
  ...OTHERS,
]

/** A title stays with what follows it. */
function Head({ children }: { children: string }) {
  return (
    <Text style={style.head} minPresenceAhead={60}>
      {french(children)}
    </Text>
  )
}

function P({ children }: { children: string }) {
  return <Text style={style.text}>{french(children)}</Text>
}

type RowsProps = { widths: readonly number[]; heads: readonly string[]; rows: readonly (readonly string[])[] }

function Rows({ widths, heads, rows }: RowsProps) {
  const cells = (texts: readonly string[]) =>
    texts.map((text, i) => (
      <Text key={`${i} ${text}`} style={[style.cell, { width: `${widths[i]}%` }]}>
        {french(text)}
      </Text>
    ))
  return (
    <View style={style.text}>
      <View style={style.rowHead} wrap={false}>
        {cells(heads)}
      </View>
      {rows.map((texts, i) => (
        <View key={`${i} ${texts[0]}`} style={style.row} wrap={false}>
          {cells(texts)}
        </View>
      ))}
    </View>
  )
}
