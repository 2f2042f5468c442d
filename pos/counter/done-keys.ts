type Press = { key: string; code: string; altKey: boolean; ctrlKey: boolean; metaKey: boolean }

/**
 * True when a key belongs to what is on the screen after a sale, not to the next sale: it presses the focused control,
 * or is a combination of the browser (Ctrl+P). Alt and a digit take a favourite, which begins the next sale.
 */
export function staysDone(press: Press, onControl: boolean): boolean {
  if (press.ctrlKey || press.metaKey) return true
  if (press.altKey) return !/^Digit\d$/.test(press.code)
  return onControl && (press.key === ' ' || press.key === 'Enter')
}
