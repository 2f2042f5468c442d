import type { Target } from './figures.ts'
import type { Yard } from './yard.ts'

/** What a part of the bench says: its own lines (Markdown), and its rows of the table at the end. */
export type Findings = { title: string; lines: string[]; targets: Target[] }

export type Part = (yard: Yard) => Promise<Findings>
