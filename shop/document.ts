import type { ShopAssets } from '../api/shared/shop-bundle.ts'
import type { Lang } from './text/lang.ts'

export type Head = {
  lang: Lang
  title: string
  description: string
  /** Absolute address of this page, without what was chosen on it; null on a page that is not to be found. */
  canonical: string | null
  others: { lang: Lang; href: string }[]
  /** schema.org objects. */
  facts: readonly object[]
  /** Who speaks, where a page is shared. */
  site: string
  kind: 'website' | 'product'
}

/** Text for an attribute or an element. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

/** JSON that cannot end its script element. */
function scriptJson(value: object): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c')
}

function links(head: Head, assets: ShopAssets): string {
  const alternates = [
    ...head.others.map((o) => `<link rel="alternate" hreflang="${o.lang}" href="${escapeHtml(o.href)}">`),
    ...head.others
      .filter((o) => o.lang === 'fr')
      .map((o) => `<link rel="alternate" hreflang="x-default" href="${escapeHtml(o.href)}">`),
  ]
  return [
    assets.font ? `<link rel="preload" href="${assets.font}" as="font" type="font/woff2" crossorigin>` : '',
    ...assets.css.map((href) => `<link rel="stylesheet" href="${href}">`),
    head.canonical
      ? `<link rel="canonical" href="${escapeHtml(head.canonical)}">${alternates.join('')}`
      : '<meta name="robots" content="noindex">',
  ].join('')
}

/** How the page looks where it is shared (Open Graph). */
function shared(head: Head): string {
  const said: [string, string][] = [
    ['og:type', head.kind],
    ['og:site_name', head.site],
    ['og:title', head.title],
    ['og:description', head.description],
    ['og:locale', LOCALE[head.lang]],
    ...(head.canonical ? [['og:url', head.canonical] as [string, string]] : []),
    ...head.others
      .filter((o) => o.lang !== head.lang)
      .map((o): [string, string] => ['og:locale:alternate', LOCALE[o.lang]]),
  ]
  return said.map(([name, text]) => `<meta property="${name}" content="${escapeHtml(text)}">`).join('')
}

const LOCALE: Record<Lang, string> = { fr: 'fr_FR', en: 'en_GB' }

/** The whole page around a rendered body. `live` when it has parts that move: only then is there a script to load. */
export function documentOf(head: Head, body: string, page: { assets: ShopAssets; live: boolean }): string {
  const text = page.assets.text[head.lang]
  const preload = [...page.assets.preload, ...(text ? [text] : [])]
  const scripts = page.live
    ? [
        `<script type="module" src="${page.assets.script}"></script>`,
        ...preload.map((href) => `<link rel="modulepreload" href="${href}">`),
      ].join('')
    : ''
  const facts = head.facts
    .map((fact) => `<script type="application/ld+json">${scriptJson(fact)}</script>`)
    .join('')
  return `<!doctype html><html lang="${head.lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1,viewport-fit=cover"><title>${escapeHtml(head.title)}</title><meta name="description" content="${escapeHtml(head.description)}"><meta name="theme-color" content="#ffffff" media="(prefers-color-scheme: light)"><meta name="theme-color" content="#142028" media="(prefers-color-scheme: dark)"><link rel="icon" href="${ICON}">${links(head, page.assets)}${head.canonical ? shared(head) : ''}${scripts}${facts}</head><body>${body}</body></html>`
}

/** The mark, as an icon in the address: one request less. */
const ICON = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 26 26"><path fill="#0b5a6b" d="M4.5 26C3 14 5 1 12.5 1 20.5 1 23.5 13 22.5 26z"/><path fill="#fff" d="M9 11.5a4.2 4.2 0 0 1 8.4 0V20H9z"/><path fill="#f5be1e" d="M9 15.5h8.4V20H9z"/></svg>',
)}`
