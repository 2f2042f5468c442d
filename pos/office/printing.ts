import { createSignal, onCleanup } from 'solid-js'

/** Whether the page is being laid out for paper: drawings that measure their own words measure them again. */
export function createPrinting(): () => boolean {
  const paper = matchMedia('print')
  const [printing, setPrinting] = createSignal(paper.matches)
  const tell = () => setPrinting(paper.matches)
  paper.addEventListener('change', tell)
  onCleanup(() => paper.removeEventListener('change', tell))
  return printing
}
