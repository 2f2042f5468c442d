/** @jsxImportSource react */
import { Path, Svg } from '@react-pdf/renderer'
import { qrPath } from './qr-path.ts'

/** Modules of white that the standard wants around a code. */
const QUIET = 4

/** A QR code so wide, its quiet zone included; black on white. */
export function Qr({ text, width }: { text: string; width: number }) {
  const { path, size } = qrPath(text)
  const side = size + 2 * QUIET
  return (
    <Svg viewBox={`${-QUIET} ${-QUIET} ${side} ${side}`} style={{ width, height: width }}>
      <Path d={`M${-QUIET} ${-QUIET}h${side}v${side}h${-side}z`} fill="#ffffff" />
      <Path d={path} fill="#000000" />
    </Svg>
  )
}
