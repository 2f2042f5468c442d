import { kept } from './path.ts'

/** Has the links around the booking take along what the address now holds, as if the page had come with it. */
export function carry(): void {
  const query = new URLSearchParams(location.search)
  for (const link of document.querySelectorAll<HTMLAnchorElement>('a[data-keep]')) {
    link.setAttribute('href', link.pathname + kept(link.dataset.keep === 'all' ? 'all' : 'party', query))
  }
}
