/** @jsxImportSource react */
import { Path, Svg } from '@react-pdf/renderer'
import QRCode from 'qrcode'

/** Modules of white that the standard wants around a code. */
const QUIET = 4

/** The dark modules of a code as one path, a rectangle for each run: one drawing order instead of eight hundred. */
export function qrPath(text: string): { d: string; size: number } {
  const { modules } = QRCode.create([{ data: text, mode: 'alphanumeric' }], { errorCorrectionLevel: 'M' })
  const { size } = modules
  let d = ''
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const from = x
      while (x < size && modules.get(y, x)) x++
      if (x > from) d += `M${from} ${y}h${x - from}v1h${from - x}z`
    }
  }
  return { d, size }
}

/** A QR code so wide, its quiet zone included; black on white. */
export function Qr({ text, width }: { text: string; width: number }) {
  const { d, size } = qrPath(text)
  const side = size + 2 * QUIET
  return (
    <Svg viewBox={`${-QUIET} ${-QUIET} ${side} ${side}`} style={{ width, height: width }}>
      <Path d={`M${-QUIET} ${-QUIET}h${side}v${side}h${-side}z`} fill="#ffffff" />
      <Path d={d} fill="#000000" />
    </Svg>
  )
}
