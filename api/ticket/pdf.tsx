/** @jsxImportSource react */
import { Document, Page, StyleSheet, Text, View } from '@react-pdf/renderer'
import { FONT, MONO, printable, renderPdf } from '../fonts.ts'
import { formatEuros } from '../shared/money.ts'
import { INK } from './art-scenes.ts'
import { ArtBand } from './art.tsx'
import { groupShort } from './code.ts'
import type { TicketView } from './model.ts'
import { Qr } from './qr.tsx'
import { ticketWords, type TicketWords } from './text.ts'
import { legal, spell, where } from './wording.ts'

const mm = (value: number) => (value * 72) / 25.4

const style = StyleSheet.create({
  page: { fontFamily: FONT, fontSize: 8.5, lineHeight: 1.35, color: '#000', backgroundColor: '#fff' },
  // An unwrapped page is as high as what it holds: never a second page for a long text.
  sheet: { height: mm(148) },
  inside: { flexGrow: 1, flexShrink: 1, flexBasis: 0, overflow: 'hidden', padding: `${mm(4.5)} ${mm(7)}` },
  ruled: { flexDirection: 'row', justifyContent: 'space-between', alignItems: 'flex-end' },
  rule: { borderBottom: `${mm(0.3)} solid #000`, paddingBottom: mm(1.6) },
  day: { fontSize: 17, fontWeight: 700, lineHeight: 1.15 },
  time: { fontSize: 21, fontWeight: 700, lineHeight: 1.1 },
  leg: { fontSize: 11, fontWeight: 700, lineHeight: 1.3 },
  title: { fontSize: 13, fontWeight: 600, lineHeight: 1.2, paddingTop: mm(2.6), paddingBottom: mm(0.6) },
  two: { flexDirection: 'row', justifyContent: 'space-between', paddingTop: mm(2.4) },
  facts: { flexGrow: 1, flexShrink: 1, flexBasis: 0, paddingRight: mm(3) },
  term: { fontSize: 7.5, color: '#333' },
  fact: { fontSize: 9.5, fontWeight: 600, lineHeight: 1.25, paddingBottom: mm(1.6) },
  big: { fontSize: 13, fontWeight: 700, lineHeight: 1.25, paddingBottom: mm(1.6) },
  code: { width: mm(41), marginTop: mm(-1.5) },
  short: { fontFamily: MONO, fontSize: 12, letterSpacing: 0.6, textAlign: 'center', lineHeight: 1.2 },
  small: { borderTop: `${mm(0.3)} solid #000`, paddingTop: mm(1.8), marginTop: mm(1.6) },
  note: { fontSize: 7.5, lineHeight: 1.35, paddingBottom: mm(1) },
  strong: { fontWeight: 700 },
  legal: { marginTop: 'auto', fontSize: 7, lineHeight: 1.3, color: '#222' },
  stamp: {
    position: 'absolute',
    alignItems: 'center',
    left: mm(6),
    padding: `${mm(1)} ${mm(2.4)}`,
    border: `${mm(0.6)} solid ${INK.tan}`,
    backgroundColor: '#fff',
    color: INK.tan,
    transform: 'rotate(-6deg)',
  },
  stampWord: { fontSize: 12, fontWeight: 700, letterSpacing: 0.8, lineHeight: 1.1, textAlign: 'center' },
  stampNote: { fontSize: 7.5, fontWeight: 600, lineHeight: 1.1, textAlign: 'center' },
})

function When({ view, words }: { view: TicketView; words: TicketWords }) {
  if (view.legs.length > 0) {
    return (
      <View style={style.rule}>
        {view.legs.map((leg) => (
          <View key={`${leg.day} ${leg.time}`} style={style.ruled}>
            <Text style={style.leg}>
              {printable(leg.label ? `${leg.label} ` : '')}
              <Text style={{ fontWeight: 500 }}>{spell(leg.day, words, 'short')}</Text>
            </Text>
            <Text style={[style.leg, { fontSize: view.legs.length > 2 ? 11 : 15 }]}>{leg.time}</Text>
          </View>
        ))}
      </View>
    )
  }
  if (view.day === null) {
    const { validity } = view
    return (
      <View style={style.rule}>
        <Text style={style.term}>{validity && words.validFrom(spell(validity.from, words, 'date'))}</Text>
        <Text style={style.day}>{validity && spell(validity.to, words, 'full')}</Text>
      </View>
    )
  }
  const day = spell(view.day, words, 'full')
  return (
    <View style={[style.ruled, style.rule]}>
      <Text style={[style.day, { fontSize: Math.min(17, 340 / day.length) }]}>{day}</Text>
      <Text style={style.time}>{view.time ?? ''}</Text>
    </View>
  )
}

/** Height of the band, in mm: what the lines above the code need more is taken from it. */
function bandHeight(view: TicketView, words: TicketWords): number {
  const long = Number(view.title.length > 38) + Number(where(view, words).length > 62)
  const lines = Math.max(2, view.legs.length) + long
  if (lines > 4) return 14
  return lines > 2 || view.legs.length > 1 ? 20 : 27
}

function Facts({ view, words }: { view: TicketView; words: TicketWords }) {
  const people = view.admits > 1 ? `, ${words.admits(view.admits)}` : ''
  return (
    <View style={style.facts}>
      <Text style={style.term}>{words.ticket(view.n, view.of)}</Text>
      <Text style={style.big}>{printable(view.fareName + people)}</Text>
      <Text style={style.term}>{words.price}</Text>
      <Text style={style.big}>
        {view.priceC === 0 ? words.free : formatEuros(view.priceC, words.locale.slice(0, 2))}
      </Text>
      <Text style={style.term}>{view.provider ? words.provider : words.seller}</Text>
      <Text style={style.fact}>{printable(view.provider?.name ?? view.office.name)}</Text>
      <Text style={style.term}>{words.order}</Text>
      <Text style={style.fact}>{view.orderNumber}</Text>
    </View>
  )
}

function Note({ head, text, lines }: { head: string; text: string | null; lines: number }) {
  if (!text) return null
  return (
    <Text style={[style.note, { maxLines: lines, textOverflow: 'ellipsis' }]}>
      <Text style={style.strong}>{head}</Text> {printable(text)}
    </Text>
  )
}

function TicketPage({ view }: { view: TicketView }) {
  const words = ticketWords(view.language)
  const band = bandHeight(view, words)
  return (
    <Page size={[mm(105), mm(148)]} style={style.page} wrap={false}>
      <View style={style.sheet}>
        <ArtBand name={view.art} height={mm(band)} thin={band < 27} />
        <View style={style.inside}>
          <When view={view} words={words} />
          <Text style={[style.title, { maxLines: 2, textOverflow: 'ellipsis' }]}>
            {printable(view.title)}
          </Text>
          <Text>{printable(where(view, words))}</Text>
          <View style={style.two}>
            <Facts view={view} words={words} />
            <View style={style.code}>
              <Qr text={view.code} width={mm(41)} />
              <Text style={style.short}>{groupShort(view.shortCode)}</Text>
            </View>
          </View>
          <View style={style.small}>
            <Note head={words.bring} text={view.bring} lines={2} />
            <Note head={words.cancel} text={view.cancel} lines={3} />
          </View>
          <Text style={style.legal}>{printable(legal(view, words))}</Text>
        </View>
      </View>
      {view.office.demo ? (
        <View style={[style.stamp, { top: mm(band < 20 ? 2 : 5.5) }]}>
          <Text style={style.stampWord}>{words.demo}</Text>
          <Text style={style.stampNote}>{words.demoNote}</Text>
        </View>
      ) : null}
    </Page>
  )
}

/** The tickets of a sale as one PDF, an A6 page each (105 × 148 mm). A pure function of the views. */
export function renderTickets(views: readonly TicketView[]): Promise<Buffer> {
  return renderPdf(
    <Document
      title={views[0]?.title ?? ''}
      author={views[0]?.office.name ?? ''}
      language={views[0]?.language ?? 'fr'}
    >
      {views.map((view) => (
        <TicketPage key={view.shortCode} view={view} />
      ))}
    </Document>,
  )
}
