/** @jsxImportSource react */
import { Document, Page, Path, Svg, Text, View } from '@react-pdf/renderer'
import { FONT, MONO, printable, renderPdf } from '../fonts.ts'
import { receiptRows, type Row } from './receipt-layout.ts'
import type { ReceiptView } from './receipt-type.ts'

export type Paper = '80' | 'a5'

const mm = (value: number) => (value * 72) / 25.4

/**
 * Thermal paper: black only, nothing thinner than two dots (0.25 mm), nothing under 8 points, 72 mm printable on a
 * page as high as what it says. A5 is the same receipt, for e-mail and as the note of arrêté 83-50/A.
 */
const PAPERS = {
  '80': {
    size: [mm(80)] as [number],
    padding: `${mm(5)} ${mm(4)} ${mm(7)}`,
    text: 8.6,
    small: 8,
    title: 13,
    total: 15,
  },
  a5: { size: 'A5', padding: `${mm(10)} ${mm(20)}`, text: 8.6, small: 8, title: 14, total: 15 },
} as const

type Sizes = (typeof PAPERS)[Paper]
const RULE = `${mm(0.5)} solid #000`
const THIN = `${mm(0.25)} solid #000`

function Mark() {
  return (
    <Svg
      viewBox="0 0 26 26"
      style={{ width: mm(9), height: mm(9), alignSelf: 'center', marginBottom: mm(1) }}
    >
      <Path fill="#000" d="M4.5 26C3 14 5 1 12.5 1 20.5 1 23.5 13 22.5 26z" />
      <Path fill="#fff" d="M9 11.5a4.2 4.2 0 0 1 8.4 0V20H9z" />
      <Path fill="#000" d="M9 15.5h8.4V17H9z" />
    </Svg>
  )
}

function Pair({ left, right, style }: { left: string; right: string; style?: object }) {
  return (
    <View style={{ flexDirection: 'row', justifyContent: 'space-between', alignItems: 'flex-end', ...style }}>
      <Text style={{ flexShrink: 1, paddingRight: mm(3) }}>{printable(left)}</Text>
      <Text>{printable(right)}</Text>
    </View>
  )
}

function Cells({ cells, style }: { cells: string[]; style?: object }) {
  return (
    <View style={{ flexDirection: 'row', ...style }}>
      {cells.map((cell, i) => (
        <Text key={`${i} ${cell}`} style={i === 0 ? { width: '40%' } : { width: '20%', textAlign: 'right' }}>
          {printable(cell)}
        </Text>
      ))}
    </View>
  )
}

function Table({ row }: { row: Extract<Row, { kind: 'table' }> }) {
  return (
    <View style={{ paddingTop: mm(1) }}>
      <Cells cells={row.head} style={{ fontWeight: 700, borderBottom: THIN }} />
      {row.rows.map((cells) => (
        <Cells key={cells[0]} cells={cells} style={{ paddingTop: mm(0.4) }} />
      ))}
      <Cells cells={row.foot} style={{ fontWeight: 700, borderTop: THIN, paddingTop: mm(0.4) }} />
    </View>
  )
}

function Line({ row, sizes }: { row: Row; sizes: Sizes }) {
  switch (row.kind) {
    case 'title':
      return (
        <Text
          style={{
            fontSize: sizes.title,
            fontWeight: 700,
            textAlign: 'center',
            lineHeight: 1.2,
            paddingBottom: mm(0.6),
          }}
        >
          {printable(row.text)}
        </Text>
      )
    case 'text':
      return (
        <Text
          style={{
            fontWeight: row.bold ? 700 : 500,
            textAlign: row.center ? 'center' : 'left',
            fontSize: row.small ? sizes.small : sizes.text,
          }}
        >
          {printable(row.text)}
        </Text>
      )
    case 'pair':
      return (
        <Pair
          left={row.left}
          right={row.right}
          style={{ fontWeight: row.bold ? 700 : 500, paddingLeft: row.indent ? mm(3) : 0 }}
        />
      )
    case 'heading':
      return (
        <View style={{ borderTop: RULE, marginTop: mm(2.4), paddingTop: mm(1.4), paddingBottom: mm(0.6) }}>
          <Text style={{ fontWeight: 700, fontSize: sizes.text + 0.5 }}>{printable(row.text)}</Text>
        </View>
      )
    case 'table':
      return <Table row={row} />
    case 'total':
      return (
        <View
          style={{ borderTop: RULE, borderBottom: RULE, marginVertical: mm(2.4), paddingVertical: mm(1.2) }}
        >
          <Pair
            left={row.left}
            right={row.right}
            style={{ fontSize: sizes.total, fontWeight: 700, lineHeight: 1.15 }}
          />
        </View>
      )
    case 'box':
      return (
        <View style={{ border: RULE, padding: mm(1), marginBottom: mm(2), alignItems: 'center' }}>
          <Text style={{ fontWeight: 700, fontSize: 12, lineHeight: 1.2 }}>{row.text}</Text>
          {row.note ? <Text style={{ fontSize: sizes.small }}>{row.note}</Text> : null}
        </View>
      )
    case 'code':
      return <Text style={{ fontFamily: MONO, fontSize: 9, textAlign: 'center' }}>{row.text}</Text>
    case 'dashes':
      return (
        <View style={{ borderTop: `${mm(0.25)} dashed #000`, marginTop: mm(2.4), paddingBottom: mm(1.6) }} />
      )
    case 'gap':
      return <View style={{ height: mm(1.8) }} />
  }
}

/** The receipt as a PDF: 80 mm paper, one page as high as its text, or A5. A pure function of the view. */
export function renderReceipt(view: ReceiptView, paper: Paper): Promise<Buffer> {
  const about = { title: `${view.title} ${view.number}`, author: view.office.name }
  return renderSlip(receiptRows(view), about, paper)
}

/** Any list of rows on the same papers. */
export function renderSlip(
  rows: readonly Row[],
  { title, author }: { title: string; author: string },
  paper: Paper,
): Promise<Buffer> {
  const sizes = PAPERS[paper]
  return renderPdf(
    <Document title={title} author={author} language="fr">
      <Page
        // Unwrapped, a page is as high as what it says: a roll is cut there. A long A5 takes another sheet.
        wrap={paper !== '80'}
        size={sizes.size}
        style={{
          fontFamily: FONT,
          fontWeight: 500,
          fontSize: sizes.text,
          lineHeight: 1.35,
          padding: sizes.padding,
        }}
      >
        <Mark />
        {rows.map((row, i) => (
          // The list is drawn once, from top to bottom: its order is its identity.
          <Line key={i} row={row} sizes={sizes} />
        ))}
      </Page>
    </Document>,
  )
}
