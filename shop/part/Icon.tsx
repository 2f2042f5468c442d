const PATHS = {
  globe: [
    'M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14z',
    'M3 10h14M10 3c4.500 4.500 4.500 9.500 0 14-4.500-4.500-4.500-9.500 0-14',
  ],
  back: ['m12 5-5 5 5 5'],
  next: ['m8 5 5 5-5 5'],
  down: ['m5 8 5 5 5-5'],
  minus: ['M4 10h12'],
  plus: ['M10 4v12M4 10h12'],
  clock: ['M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14z', 'M10 6v4l2.500 2'],
  person: ['M10 3a3 3 0 1 0 0 6 3 3 0 0 0 0-6z', 'M5.500 17c0-4 1.500-6 4.500-6s4.500 2 4.500 6'],
  pin: [
    'M10 18c4-4.500 6-7.500 6-10a6 6 0 0 0-12 0c0 2.500 2 5.500 6 10z',
    'M10 6a2 2 0 1 0 0 4 2 2 0 0 0 0-4z',
  ],
  check: ['m4 10.500 4 4 8-9'],
  info: ['M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14z', 'M10 9.500V14M10 6.500v.1'],
  phone: ['M5 3h3l1.500 4-2 1.500a9 9 0 0 0 4 4l1.500-2 4 1.500v3c0 1-1 2-2 2C9 17 3 11 3 5c0-1 1-2 2-2z'],
  mail: ['M3 5.500h14v9H3z', 'M3 6l7 5.500L17 6'],
  wheel: [
    'M8 5.500a1.500 1.500 0 1 0 0-3 1.500 1.500 0 0 0 0 3z',
    'M8 7.500v4.500h4l2 4.500h2',
    'M6 10a4.200 4.200 0 1 0 5.500 5.500',
    'M8 9h3.500',
  ],
  dog: ['M4 17v-6l-1-3 3 1h5l2-4 1 2 3 .5v2l-2.500 1V17M8 17v-3h3v3'],
} as const

export type IconName = keyof typeof PATHS

/** A line icon of 20 px; always beside a word, so hidden from readers. */
export function Icon(props: { name: IconName; small?: boolean }) {
  return (
    <svg class={props.small ? 'i s' : 'i'} viewBox="0 0 20 20" aria-hidden="true">
      <path d={PATHS[props.name].join('')} />
    </svg>
  )
}

/** The mark: a counter window cut in a standing stone, the sea's line through it. */
export function Mark() {
  return (
    <svg class="mark" viewBox="0 0 26 26" aria-hidden="true">
      <path fill="var(--sea)" d="M4.500 26C3 14 5 1 12.500 1 20.500 1 23.500 13 22.500 26z" />
      <path fill="var(--surface)" d="M9 11.500a4.200 4.200 0 0 1 8.400 0V20H9z" />
      <path fill="var(--gorse)" d="M9 15.500h8.400V20H9z" />
    </svg>
  )
}
