import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { openBrowser } from '../browser/chromium.ts'

/** Lighthouse's four marks out of 100, and the bytes of JavaScript that came over the line. */
export type Marks = {
  url: string
  performance: number
  accessibility: number
  bestPractices: number
  seo: number
  scriptBytes: number
}

/**
 * Marks of pages as a slow phone sees them (Lighthouse's mobile settings), from a browser of its own. Lighthouse
 * simulates network and processor, but a busy machine still costs marks: take the best of a few `rounds`.
 */
export async function lighthouse(urls: readonly string[], rounds = 1): Promise<Marks[]> {
  const { default: run } = await import('lighthouse')
  const port = await freePort()
  const browser = await openBrowser([`--remote-debugging-port=${port}`])
  try {
    const marks: Marks[] = []
    for (const url of urls) {
      let best: Marks | null = null
      for (let i = 0; i < rounds; i++) {
        const result = await run(url, { port, output: 'json', logLevel: 'error' })
        if (!result) throw new Error(`Lighthouse says nothing of ${url}`)
        const now = marksOf(url, result.lhr)
        if (!best || now.performance > best.performance) best = now
      }
      if (best) marks.push(best)
    }
    return marks
  } finally {
    await browser.close()
  }
}

type Report = {
  categories: Record<string, { score: number | null } | undefined>
  audits: Record<string, { details?: unknown } | undefined>
}

type Requests = { items?: { resourceType?: string; transferSize?: number }[] }

function marksOf(url: string, report: Report): Marks {
  const mark = (name: string) => Math.round((report.categories[name]?.score ?? 0) * 100)
  const { items = [] } = (report.audits['network-requests']?.details ?? {}) as Requests
  const scripts = items.filter((r) => r.resourceType === 'Script')
  return {
    url,
    performance: mark('performance'),
    accessibility: mark('accessibility'),
    bestPractices: mark('best-practices'),
    seo: mark('seo'),
    scriptBytes: scripts.reduce((sum, r) => sum + (r.transferSize ?? 0), 0),
  }
}

/** A port of this machine that nobody listens on. */
function freePort(): Promise<number> {
  return new Promise((done, failed) => {
    const server = createServer()
    server.once('error', failed)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => done(port))
    })
  })
}
