/** What browser tests note in the page that they drive. */
interface Window {
  /** The papers that would have been printed. */
  printed?: string[]
  /** What a hand did. */
  counts?: { taps: number; keys: number }
  /** What moved though nobody touched it. */
  shifts?: { moved: string[] }
}
