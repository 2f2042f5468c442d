import { StyleSheet } from '@react-pdf/renderer'
import { FONT, MONO, printable } from '../fonts.ts'

const mm = (value: number) => (value * 72) / 25.4
const RULE = `${mm(0.25)} solid #000`

/** A4 papers of the archive: black on white, a measure that reads, tables with thin rules. */
export const style = StyleSheet.create({
  page: {
    fontFamily: FONT,
    fontSize: 9,
    lineHeight: 1.4,
    color: '#000',
    padding: `${mm(18)} ${mm(18)} ${mm(18)}`,
  },
  title: { fontSize: 20, fontWeight: 700, lineHeight: 1.15 },
  lead: { fontSize: 10.5, paddingTop: mm(2), paddingBottom: mm(4) },
  boxHead: { fontSize: 12.5, fontWeight: 600, paddingBottom: mm(1.5), lineHeight: 1.2 },
  head: { fontSize: 12.5, fontWeight: 600, paddingTop: mm(5), paddingBottom: mm(1.5), lineHeight: 1.2 },
  text: { paddingBottom: mm(1.6) },
  strong: { fontWeight: 600 },
  code: { fontFamily: MONO, fontSize: 8 },
  row: { flexDirection: 'row', borderBottom: `${mm(0.15)} solid #999`, paddingVertical: mm(0.9) },
  rowHead: { flexDirection: 'row', borderBottom: RULE, paddingVertical: mm(0.9), fontWeight: 600 },
  cell: { paddingRight: mm(3), flexShrink: 1 },
  foot: {
    position: 'absolute',
    left: mm(18),
    right: mm(18),
    bottom: mm(9),
    fontSize: 7.5,
    color: '#333',
    flexDirection: 'row',
    justifyContent: 'space-between',
  },
  box: { border: RULE, padding: mm(4), marginTop: mm(4) },
  blank: { borderBottom: `${mm(0.2)} dotted #000`, height: mm(9), marginBottom: mm(1.5) },
  stamp: { border: `${mm(0.7)} solid #000`, padding: `${mm(1.2)} ${mm(3)}`, fontSize: 12, fontWeight: 700 },
})

/** Text as French sets it: what belongs to a word is not parted from it by the end of a line. */
export function french(text: string): string {
  return printable(text.replace(/ ([:;?!»–])/g, '\u00a0$1').replace(/« /g, '«\u00a0'))
}
