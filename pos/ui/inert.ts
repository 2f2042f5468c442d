/**
 * Makes everything inert but an element and what holds it, as a modal dialog does; what was inert already stays so. The
 * function that is returned takes it back.
 */
export function inertBeside(element: HTMLElement): () => void {
  const made: HTMLElement[] = []
  for (let at = element; at.parentElement && at !== document.body; at = at.parentElement)
    for (const other of at.parentElement.children) {
      if (other === at || !(other instanceof HTMLElement) || other.inert) continue
      other.inert = true
      made.push(other)
    }
  return () => {
    for (const one of made) one.inert = false
  }
}
