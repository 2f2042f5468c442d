/** The inks of every illustration, as pos/tokens.css has them in light. */
export const INK = {
  sky: '#dfe9eb',
  far: '#b9cdd2',
  sea: '#4b93a1',
  deep: '#0b5a6b',
  heath: '#a9b795',
  stone: '#a3adb1',
  shade: '#6b777d',
  sail: '#ffffff',
  tan: '#b04a32',
  gorse: '#f5be1e',
  ink: '#13212a',
} as const

export type Ink = keyof typeof INK

/** A flat shape: an ink and a path. With `line`, the path is a stroke so wide instead of a surface. */
export type Shape = { ink: Ink; d: string; line?: number; opacity?: number }

/** A scene: the coast it stands on, and what is drawn with x from −100 to 100 and the horizon at y = 0. */
export type Scene = { coast: 'sea' | 'heath' | 'beach'; shapes: Shape[] }

const fill = (ink: Ink, d: string, opacity?: number): Shape => ({ ink, d, opacity })
const stroke = (ink: Ink, line: number, d: string, opacity?: number): Shape => ({ ink, line, d, opacity })
/** A disc, as a path. */
const dot = (x: number, y: number, r: number) =>
  `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`
const box = (x: number, y: number, w: number, h: number) => `M${x} ${y}h${w}v${h}h${-w}z`
/** A standing stone on the ground line y, with its shaded side. */
const stone = (x: number, y: number, w: number, h: number): Shape[] => [
  fill(
    'stone',
    `M${x} ${y}c${-w * 0.06} ${-h * 0.5} ${w * 0.06} ${-h} ${w * 0.45} ${-h}s${w * 0.6} ${h * 0.55} ${w * 0.55} ${h}z`,
  ),
  fill(
    'shade',
    `M${x + w * 0.56} ${y}c${w * 0.1} ${-h * 0.4} ${w * 0.08} ${-h * 0.8} ${-w * 0.11} ${-h}c${w * 0.42} ${h * 0.02} ${w * 0.6} ${h * 0.55} ${w * 0.55} ${h}z`,
  ),
]
const bush = (x: number, y: number): Shape[] => [
  fill('shade', `M${x - 10} ${y}c-1-5 3-8 6-7 2-4 8-3 9 1 4-1 6 3 5 6z`, 0.55),
  fill(
    'gorse',
    dot(x - 5, y - 3, 1.5) + dot(x, y - 5.5, 1.5) + dot(x + 4.5, y - 2.6, 1.5) + dot(x - 0.5, y - 1.6, 1.4),
  ),
]
const walker = (x: number, y: number, coat: Ink, size = 1): Shape[] => [
  fill('ink', dot(x, y - 25 * size, 3.8 * size)),
  fill(
    coat,
    `M${x - 5 * size} ${y - 8 * size}v${-7 * size}a${5 * size} ${5 * size} 0 0 1 ${10 * size} 0v${7 * size}z`,
  ),
  fill(
    'ink',
    box(x - 4 * size, y - 8 * size, 3.2 * size, 8 * size) +
      box(x + 0.8 * size, y - 8 * size, 3.2 * size, 8 * size),
  ),
]
const wheel = (x: number, y: number, r: number): Shape => stroke('ink', 2, dot(x, y, r))

const museumShapes: Shape[] = [
  fill('sail', box(-58, -26, 116, 44)),
  fill('stone', 'M-66-26 0-50l66 24z'),
  fill('shade', `${box(-64, -26, 128, 4)}${box(-64, 18, 128, 4)}`),
  fill('stone', [-50, -31, 22, 41].map((x) => box(x, -22, 9, 40)).join('')),
  fill('ink', 'M-11 18V-6a11 11 0 0 1 22 0v24z'),
  fill('gorse', dot(0, -35, 4.4)),
]

/** One scene for each name that a product's `art` may have. */
export const SCENES = {
  boat: {
    coast: 'sea',
    shapes: [
      stroke('ink', 1.6, 'M24-28v-22'),
      fill('gorse', 'M23.400-50v9l-15-4.500z'),
      fill('sail', 'M2-29h32l5 14H-1z'),
      fill('ink', 'M6-25h10v6H6zM19-25h10l2.500 6H19z'),
      fill('sail', box(-58, -15, 108, 17)),
      fill('ink', [-50, -33, -16, 1, 18, 35].map((x) => box(x, -11, 11, 7)).join('')),
      fill('sail', 'M-76 1H52l24-7-12 24H-66z'),
      fill('tan', 'M-70.500 12H67l-3 6c-1 3-3 4-6 4h-117c-4 0-6-1-7-4z'),
      stroke('ink', 1.4, 'M-73 0v-7h15M54-1l18-7v5'),
      stroke('sail', 2, 'M-92 24c8-3 15-3 22 0M68 23c7-2 13-2 18 0'),
    ],
  },
  sail: {
    coast: 'sea',
    shapes: [
      fill('ink', 'M-17-58h1.900V6H-17zM25-48h1.900V6H25z'),
      fill('tan', 'M-41-48l22-9c8 18 10 36 6 52l-34-2c6-14 8-28 6-41z'),
      fill('tan', 'M7-41l18-7c7 16 9 30 5 44l-31-2c6-12 9-23 8-35z'),
      stroke(
        'ink',
        1,
        'M-42.500-35c8-2 17-2 26-1M-44-21c9-2 19-2 29-1M5-27c8-2 16-2 24-1M3-15c9-1 18-1 27 0',
        0.28,
      ),
      fill('ink', 'M-62 4H56l14-5-11 18c-2 3-4 4-7 4H-44c-6 0-10-3-12-7z'),
      fill('gorse', 'M-60 8H61l-1.800 2.800h-117z'),
      stroke('sail', 2, 'M-80 23c8-3 15-3 22 0M60 23c7-2 13-2 18 0'),
    ],
  },
  kayak: {
    coast: 'sea',
    shapes: [
      fill('tan', 'M-76 4c30 6 122 6 152 0-12 12-40 16-76 16S-64 16-76 4z'),
      fill(
        'sail',
        'M-60 10.500c34 4 86 4 120 0-3 2.400-6 3.800-9 4.600-32 2.600-70 2.600-102 0-3-.8-6-2.200-9-4.600z',
      ),
      fill('ink', dot(-24, -21, 5.6) + dot(26, -21, 5.6)),
      fill('deep', 'M-33 7V-5a9 9 0 0 1 18 0V7zM17 7V-5a9 9 0 0 1 18 0V7z'),
      fill('sail', box(-31, -6, 14, 7) + box(19, -6, 14, 7)),
      stroke('ink', 2, 'M-44-20-4 9M8 7l42-26'),
      fill('gorse', 'M-40-17c-4 0-10-4-12-9 6-1 12 3 14 6zM47-15c4 0 10-4 12-9-6-1-12 3-14 6z'),
    ],
  },
  megalith: {
    coast: 'heath',
    shapes: [
      ...stone(62, 12, 15, 26),
      ...stone(36, 16, 20, 38),
      ...stone(-4, 22, 27, 56),
      ...stone(-62, 32, 38, 84),
      fill('shade', 'M-62 32h38l-22 5-20-1zM-4 22h27l-16 4-15-1zM36 16h20l-12 3-10-.6z', 0.35),
      ...bush(-78, 34),
      ...bush(34, 34),
    ],
  },
  walk: {
    coast: 'heath',
    shapes: [
      fill('sky', 'M-14 42c14-16 42-16 36-27-3-5-12-6-11-11h6c-1 4 11 5 15 11 7 11-8 17-11 27z'),
      ...stone(58, 18, 22, 48),
      ...walker(34, 26, 'gorse', 1.25),
      stroke('gorse', 3.4, 'M38 9l11-7'),
      ...walker(0, 30, 'deep', 1.15),
      ...walker(-22, 32, 'tan', 1.15),
      ...walker(-40, 33, 'sail', 0.85),
    ],
  },
  museum: { coast: 'heath', shapes: [...museumShapes, stroke('sail', 2.6, 'M-26 26h52M-34 31h68')] },
  concert: {
    coast: 'heath',
    shapes: [
      fill('stone', 'M-30 26V-14L0-36l30 22v40z'),
      fill('shade', 'M0-36l30 22v40H0z', 0.55),
      fill('shade', 'M-37-11 0-40l37 29-3 4L0-34l-34 27z'),
      fill('stone', 'M-6-37v-9H6v9L0-41z'),
      fill('shade', 'M-7-46 0-58l7 12z'),
      fill('ink', 'M-8 26V10a8 8 0 0 1 16 0v16z'),
      fill('sail', dot(0, -14, 5)),
      fill('gorse', `${dot(56, -8, 4.4)}${dot(73, -12, 4.4)}M58-9v-21l19-4v22h-2.600v-14L60.600-22v13z`),
      ...walker(-58, 30, 'deep', 0.9),
      ...walker(-74, 32, 'tan', 0.9),
    ],
  },
  train: {
    coast: 'heath',
    shapes: [
      stroke('shade', 2.2, 'M-96 26H96'),
      fill('deep', 'M46-14h16l14 18v16H46z'),
      fill('sky', 'M51-9h9l8 11H51z'),
      fill('tan', `${box(54, -24, 8, 10)}${box(52, -26, 12, 3)}`),
      ...[-78, -36, 6].flatMap((x): Shape[] => [
        fill('tan', box(x, 4, 36, 16)),
        fill('sail', `${box(x - 2, -20, 40, 5)}${box(x, -15, 2, 20)}${box(x + 34, -15, 2, 20)}`),
        fill('ink', dot(x + 8, 22, 4.6) + dot(x + 28, 22, 4.6) + dot(x + 11, -3, 3.4) + dot(x + 25, -3, 3.4)),
      ]),
      fill('ink', dot(54, 22, 5.2) + dot(70, 22, 5.2)),
      fill('gorse', dot(74, 8, 3)),
    ],
  },
  rail: {
    coast: 'heath',
    shapes: [
      stroke('shade', 1.6, 'M-100 27H100M-100 31H100'),
      fill('sail', 'M-100-22H44c22 0 36 14 42 30 2 6-1 12-8 12h-178z'),
      fill('deep', 'M-100 4H83.500l2.500 4c2 6-1 12-8 12h-178z'),
      fill(
        'ink',
        `${[-92, -66, -40, -14, 12].map((x) => box(x, -15, 20, 12)).join('')}M42-15h6c12 2 20 8 25 14H42z`,
      ),
      fill('gorse', box(-100, 4, 183.5, 3)),
      fill('ink', [-84, -66, 34, 52].map((x) => dot(x, 23, 5)).join('')),
    ],
  },
  bike: {
    coast: 'heath',
    shapes: [
      ...stone(58, 16, 18, 36),
      wheel(-30, 14, 17),
      wheel(28, 14, 17),
      stroke('tan', 3, 'M-30 14-12-14h30L0 14h-30M-12-14 0 14M15-22 28 14'),
      stroke('ink', 2.6, 'M-14-20h-7M-12.500-14-15-20h7M15-22l-3-6h10'),
      fill('ink', dot(0, 14, 4)),
      fill('sail', 'M16-16h18l-3 11H19z'),
      fill('gorse', dot(20, -18.5, 3) + dot(26, -20, 3) + dot(31, -18, 2.6)),
    ],
  },
  spa: {
    coast: 'heath',
    shapes: [
      fill('sail', 'M-84 24c0-9 40-13 84-13s84 4 84 13-40 14-84 14-84-5-84-14z'),
      fill('sea', 'M-72 24c0-6 34-9 72-9s72 3 72 9-34 10-72 10-72-4-72-10z'),
      stroke('sky', 1.8, 'M-52 24h18M8 29h26'),
      fill('tan', 'M-24 25c0-8 4-12 10-12s10 4 10 12c-6 1-14 1-20 0z'),
      fill('ink', dot(-14, 6, 5.4)),
      stroke(
        'sail',
        2.6,
        'M40 4c-5-6 5-9 0-15s5-9 0-15M54 4c-5-6 5-9 0-15s5-9 0-15M26 4c-5-6 5-9 0-15s5-9 0-15',
      ),
      ...stone(-96, 14, 16, 40),
      ...bush(88, 34),
    ],
  },
  tree: {
    coast: 'heath',
    shapes: [
      fill('shade', `${box(-62, -30, 9, 60)}${box(52, -30, 10, 60)}`),
      fill('deep', `${dot(-58, -38, 24)}${dot(-78, -22, 15)}${dot(-38, -24, 15)}`),
      fill('deep', `${dot(57, -38, 25)}${dot(78, -22, 15)}${dot(37, -24, 15)}`),
      fill('tan', `${box(-70, -2, 30, 4)}${box(40, -2, 30, 4)}`),
      stroke('ink', 1.8, 'M-53-14C-20-6 20-6 52-14M-42 0C-16 7 16 7 42 0'),
      stroke('ink', 1.6, 'M2-8v10'),
      ...walker(2, 26, 'gorse', 1),
    ],
  },
  dive: {
    coast: 'sea',
    shapes: [
      stroke('ink', 1.6, 'M-60 4v-34'),
      fill('tan', 'M-60-30h24v16h-24z'),
      fill('sail', 'M-60-30l24 13v3h-3l-21-12z'),
      fill('tan', 'M-72 3h24l-4 7h-16z'),
      fill('ink', 'M-30 26c14-6 34-7 48-2 6-5 14-5 20-1l-6 6 6 5c-6 4-14 3-20-1-16 4-36 2-48-7z'),
      fill('gorse', 'M-14 20c10-5 22-5 32-1l-2 3.500c-9-3-19-3-28 1z'),
      fill('ink', dot(-36, 26, 6.4)),
      fill('sky', 'M-43 23h8v4.600h-8z'),
      stroke('sky', 1.8, `${dot(-50, 14, 2.6)}${dot(-46, 6, 2)}${dot(-52, 1, 1.5)}`),
      stroke('ink', 2.4, 'M-36 20c6-8 14-8 22-4'),
    ],
  },
  landsail: {
    coast: 'beach',
    shapes: [
      stroke('ink', 2.2, 'M-14 14-6-60'),
      fill('tan', 'M-4-58C22-44 38-20 40 4c-16 2-34 3-48 1z'),
      stroke('ink', 1, 'M-7-30c12 0 22 1 32 4M-9-12c16 0 30 1 45 4', 0.28),
      fill('gorse', 'M-5.500-60-6.300-50l-13-6z'),
      fill('deep', 'M-52 12c20-2 62-2 84 0l10 6H-46z'),
      fill('ink', dot(-30, -4, 5)),
      fill('sail', 'M-40 13c0-9 4-13 10-13s10 5 11 13z'),
      wheel(-42, 24, 9),
      wheel(40, 24, 9),
      stroke('sail', 2, 'M-90 33h26M60 35h22'),
    ],
  },
  shop: {
    coast: 'heath',
    shapes: [
      fill('stone', box(-44, -18, 88, 46)),
      fill('sail', box(-36, 2, 42, 18)),
      fill('ink', box(16, -2, 18, 30)),
      fill('tan', 'M-52-18l6-18h92l6 18z'),
      fill('sail', 'M-32-36h-12l-5 18h15zM-8-36h-12l-2 18h13zM16-36H4l1 18h13zM40-36H28l5 18h13z'),
      fill('deep', box(-31, 8, 9, 12)),
      fill('gorse', box(-19, 6, 9, 14)),
      fill('shade', box(-7, 10, 9, 10)),
      ...walker(62, 30, 'deep', 1.05),
    ],
  },
} satisfies Record<string, Scene>

export type ArtName = keyof typeof SCENES
