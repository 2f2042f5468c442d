import { For } from 'solid-js'
import css from './Icon.module.css'

/** Strokes of the icons on a 20 × 20 grid; the second list holds discs: [cx, cy, r, filled]. */
const ICONS = {
  alert: ['M10 3 2.500 16.500h15zM10 8v4M10 14.200v.1'],
  back: ['m12 5-5 5 5 5'],
  backspace: ['M7 5h10v10H7l-4.500-5zM10 8l4 4M14 8l-4 4'],
  bag: ['M4 7h12l1 10H3zM7 7a3 3 0 0 1 6 0'],
  basket: ['M3 8h14l-1.500 8.500h-11zM7 8l2-5M13 8l-2-5'],
  boat: ['M3 12h14l-2 4.500H5zM5.500 12V8h8l2 4M9 8V4.500h3V8'],
  camera: ['M2.500 6.500h3.500l1.500-2.500h5l1.500 2.500h3.500v9.500h-15z', [[10, 11, 3]]],
  calendar: ['M3 5h14v12H3zM3 9h14M7 3v4M13 3v4'],
  card: ['M2.500 5h15v10h-15zM2.500 8.500h15M5 12.500h3'],
  cash: ['M2.500 5h15v10h-15zM5 7.500v5M15 7.500v5', [[10, 10, 2.4]]],
  chart: ['M3 17h14M5 14V9M9 14V5M13 14v-3M17 14V7'],
  check: ['m4 10.500 4 4 8-9'],
  cheque: ['M2.500 5h15v10h-15zM5 9h6M5 12h4M12.500 12.500c1-1.500 1.500 1 3-.5'],
  clock: ['M10 6v4l2.500 2', [[10, 10, 7]]],
  close: ['m5 5 10 10M15 5 5 15'],
  down: ['m5 8 5 5 5-5'],
  download: ['M10 3v9m0 0 3.500-3.500M10 12 6.500 8.500M3.500 16.500h13'],
  euro: ['M15 5.500A5.600 5.600 0 0 0 6 10a5.600 5.600 0 0 0 9 4.500M3.500 8.500H11M3.500 11.500H11'],
  exchange: ['M3 7h12l-3-3M17 13H5l3 3'],
  gear: [
    'M10 2.500v2.500M10 15v2.500M2.500 10H5M15 10h2.500M4.700 4.700l1.800 1.800M13.500 13.500l1.800 1.800M15.300 4.700l-1.800 1.800M6.500 13.500l-1.800 1.800',
    [[10, 10, 2.5]],
  ],
  gift: [
    'M3 8h14v3H3zM4 11h12v6H4zM10 8v9M10 8C7 8 6 6.800 6 5.500S8 3.500 10 8c2-4.500 4-3.800 4-2.500S13 8 10 8z',
  ],
  info: ['M10 9v5M10 6.200v.1', [[10, 10, 7]]],
  leave: ['M8 3H4v14h4M8 10h9M13.500 6.500 17 10l-3.500 3.500'],
  lines: ['M3 5h14M3 10h14M3 15h9'],
  mail: ['M3 5h14v10H3zM3 6l7 5 7-5'],
  minus: ['M4 10h12'],
  moon: ['M16 12.500A7 7 0 0 1 7.500 4a6.500 6.500 0 1 0 8.500 8.500z'],
  more: [
    '',
    [
      [4, 10, 1.2, true],
      [10, 10, 1.2, true],
      [16, 10, 1.2, true],
    ],
  ],
  music: [
    'M8 15V4l8-1.500V13',
    [
      [6, 15, 2],
      [14, 13, 2],
    ],
  ],
  next: ['m8 5 5 5-5 5'],
  offline: [
    'M2.500 8a11 11 0 0 1 5-2.700M12 5.200A11 11 0 0 1 17.500 8M5.500 11.200a6.500 6.500 0 0 1 3-1.600M3 3l14 14',
    [[10, 15, 1, true]],
  ],
  online: ['M2.500 8a11 11 0 0 1 15 0M5.500 11.200a6.500 6.500 0 0 1 9 0', [[10, 15, 1, true]]],
  parasol: ['M3 16h14M10 16V6M3.500 10a6.500 6.500 0 0 1 13 0zM10 3.500V2.500'],
  park: ['M7 4v12M13 4v12'],
  person: ['M4 17c.6-3.400 3-5 6-5s5.400 1.600 6 5', [[10, 7, 3.2]]],
  place: ['M10 18c4-4.500 6-7.500 6-10a6 6 0 0 0-12 0c0 2.500 2 5.500 6 10z', [[10, 8, 2]]],
  plus: ['M10 4v12M4 10h12'],
  print: ['M6 8V3h8v5M6 14H3V8h14v6h-3M6 12h8v5H6z'],
  scan: ['M3 7V3h4M13 3h4v4M17 13v4h-4M7 17H3v-4M6 10h8'],
  search: ['m13.200 13.200 4 4', [[9, 9, 5.5]]],
  star: ['m10 3 2.100 4.600 5 .6-3.700 3.400 1 4.900-4.400-2.500-4.400 2.500 1-4.900L2.900 8.200l5-.6z'],
  stone: ['M7 17C6 10 7 3 10 3s4.500 6 4 14zM3 17h14'],
  sound: ['M3 8v4h3l4 3.500v-11L6 8zM13 7.500a3.500 3.500 0 0 1 0 5M15.300 5a7 7 0 0 1 0 10'],
  silent: ['M3 8v4h3l4 3.500v-11L6 8zM13.500 8l4 4M17.500 8l-4 4'],
  shield: ['M10 2.500 16 5v5c0 4-3 6.500-6 7.500C7 16.500 4 14 4 10V5zM7.500 10l2 2 3.500-3.500'],
  sun: [
    'M10 2v2M10 16v2M2 10h2M16 10h2M4.300 4.300l1.400 1.400M14.300 14.300l1.400 1.400M4.300 15.700l1.400-1.400M14.300 5.700l1.400-1.400',
    [[10, 10, 3.5]],
  ],
  switch: [
    'M4 8a6.500 6.500 0 0 1 11.500-2M15.500 2.500V6H12M16 12a6.500 6.500 0 0 1-11.500 2M4.500 17.500V14H8',
  ],
  ticket: ['M2.500 6h15v3a1.500 1.500 0 0 0 0 3v3h-15v-3a1.500 1.500 0 0 0 0-3zM12 6v9'],
  torch: ['M7 9.500 5.500 6V3h9v3L13 9.500V17H7zM5.500 6h9M10 11v2'],
  train: ['M5 3h10v10H5zM5 9h10M7 13l-2 4M13 13l2 4M8 6h4'],
  waves: [
    'M2 8c2.700-2.500 5.300 2.500 8 0s5.300-2.500 8 0M2 13c2.700-2.500 5.300 2.500 8 0s5.300-2.500 8 0',
  ],
  wind: ['M2 8h9a2.500 2.500 0 1 0-2.400-3.200M2 12h12.500a2.500 2.500 0 1 1-2.300 3.400'],
} as const satisfies Record<
  string,
  readonly [string, (readonly (readonly [number, number, number, boolean?])[])?]
>

export type IconName = keyof typeof ICONS

type Disc = readonly [number, number, number, boolean?]

/** A drawing beside a word; it says nothing by itself to a screen reader. `small` is 16 px instead of 20. */
export function Icon(props: { name: IconName; small?: boolean; class?: string }) {
  const discs = (): readonly Disc[] => ICONS[props.name][1] ?? []
  return (
    <svg
      class={`${css.icon} ${props.class ?? ''}`}
      data-small={props.small ? '' : undefined}
      viewBox="0 0 20 20"
      aria-hidden="true"
    >
      <path d={ICONS[props.name][0]} />
      <For each={discs()}>
        {([cx, cy, r, filled]) => <circle cx={cx} cy={cy} r={r} fill={filled ? 'currentColor' : undefined} />}
      </For>
    </svg>
  )
}
