/** One line as a printer sets it, or a code that it draws. */
export type Set = {
  text: string
  bold: boolean
  high: boolean
  wide: boolean
  center: boolean
  qr?: string
}
export type Printed = { slips: Set[][]; kicks: number; page: number }

const PC858 =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈ€ÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0'

/**
 * For tests: a receipt printer that reads ESC/POS as its makers document it, knowing nothing of how the bytes were
 * made. Throws at an order that it does not know: nothing that is not meant may reach a printer.
 */
export function readEscpos(bytes: Uint8Array): Printed {
  const printed: Printed = { slips: [], kicks: 0, page: 0 }
  let at = 0
  let slip: Set[] = []
  let text = ''
  let qr = ''
  const style = { bold: false, high: false, wide: false, center: false }
  const next = () => {
    const byte = bytes[at++]
    if (byte === undefined) throw new Error('the bytes end in an order')
    return byte
  }
  const flush = (more: Partial<Set> = {}) => {
    slip.push({ text, ...style, ...more })
    text = ''
  }
  const unknown = (order: string): never => {
    throw new Error(`unknown order ${order} at ${at}`)
  }
  const escape = () => {
    const order = String.fromCharCode(next())
    if (order === '@') Object.assign(style, { bold: false, high: false, wide: false, center: false })
    else if (order === 't') printed.page = next()
    else if (order === 'R') next()
    else if (order === 'a') style.center = next() === 1
    else if (order === 'E') style.bold = next() === 1
    else if (order === 'p') {
      at += 3
      printed.kicks += 1
    } else unknown(`ESC ${order}`)
  }
  const symbol = () => {
    const length = next() + 256 * next()
    const [, fn, ...data] = bytes.subarray(at, at + length)
    at += length
    if (fn === 0x50) qr = String.fromCharCode(...data.slice(1))
    else if (fn === 0x51) flush({ qr })
  }
  const group = () => {
    const order = String.fromCharCode(next())
    if (order === '!') {
      const size = next()
      Object.assign(style, { wide: size >> 4 > 0, high: (size & 15) > 0 })
    } else if (order === 'V') {
      at += 2
      printed.slips.push(slip)
      slip = []
    } else if (order === '(' && next() === 0x6b) symbol()
    else unknown(`GS ${order}`)
  }
  while (at < bytes.length) {
    const byte = next()
    if (byte === 0x1b) escape()
    else if (byte === 0x1d) group()
    else if (byte === 0x1c) {
      if (next() !== 0x2e) unknown('FS')
    } else if (byte === 0x0a) {
      // The line that ends a code is its own.
      if (text !== '' || slip.at(-1)?.qr === undefined) flush()
    } else if (byte < 0x20 || byte === 0x7f) unknown(String(byte))
    else text += byte < 0x80 ? String.fromCharCode(byte) : (PC858[byte - 0x80] ?? '?')
  }
  return printed
}
