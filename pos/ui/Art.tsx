/** The coast, with people on the path to a standing stone: nothing is here yet. */
export function Walkers() {
  return (
    <svg
      width="100%"
      height="100%"
      viewBox="0 0 160 100"
      preserveAspectRatio="xMidYMid slice"
      aria-hidden="true"
    >
      <path fill="var(--art-sky)" d="M0 0h160v100H0z" />
      <path fill="var(--art-sea)" d="M0 62h160v8H0z" />
      <path fill="var(--art-heath)" d="M0 69c30-5 62-2 90-3s48-2 70 1v33H0z" />
      <path fill="var(--art-sky)" d="M58 100c10-14 34-18 30-26-2-4-8-5-7-8h4c-1 3 8 4 11 8 6 9-4 16-6 26z" />
      <path
        fill="var(--art-stone)"
        d="M128 80c-1.02 -15.3 0.68 -31.28 7.14 -34c7.14 -1.36 10.2 17 9.86 34z"
      />
      <path fill="var(--art-shade)" d="M136.84 80c1.7 -13.6 1.7 -27.2 -1.7 -34c7.14 -1.36 10.2 17 9.86 34z" />
      <g transform="translate(104 84) scale(1.2)">
        <circle cx="0" cy="-20" r="3.6" fill="var(--art-ink)" />
        <path fill="var(--art-gorse)" d="M-5 -2v-9a5 5 0 0 1 10 0v9z" />
        <path fill="var(--art-ink)" d="M-4 -2h3.4v9h-3.4zM.6 -2H4v9H.6z" />
        <path stroke="var(--art-gorse)" stroke-width="3.4" stroke-linecap="round" d="M4-10l9-5" />
      </g>
      <g transform="translate(70 88) scale(1.15)">
        <circle cx="0" cy="-20" r="3.6" fill="var(--art-ink)" />
        <path fill="var(--art-deep)" d="M-5 -2v-9a5 5 0 0 1 10 0v9z" />
        <path fill="var(--art-ink)" d="M-4 -2h3.4v9h-3.4zM.6 -2H4v9H.6z" />
      </g>
      <g transform="translate(52 90) scale(1.15)">
        <circle cx="0" cy="-20" r="3.6" fill="var(--art-ink)" />
        <path fill="var(--art-tan)" d="M-5 -2v-9a5 5 0 0 1 10 0v9z" />
        <path fill="var(--art-ink)" d="M-4 -2h3.4v9h-3.4zM.6 -2H4v9H.6z" />
      </g>
      <g transform="translate(38 91) scale(0.82)">
        <circle cx="0" cy="-20" r="3.6" fill="var(--art-ink)" />
        <path fill="var(--art-sail)" d="M-5 -2v-9a5 5 0 0 1 10 0v9z" />
        <path fill="var(--art-ink)" d="M-4 -2h3.4v9h-3.4zM.6 -2H4v9H.6z" />
      </g>
      <g transform="translate(16 92) scale(1)">
        <path
          fill="var(--art-shade)"
          opacity=".55"
          d="M-9 4a5 5 0 0 1 1-7 5 5 0 0 1 7-3 5 5 0 0 1 8 3 4 4 0 0 1 1 7z"
        />
        <g fill="var(--art-gorse)">
          <circle cx="-5" cy="-1" r="1.6" />
          <circle cx="0" cy="-3.6" r="1.6" />
          <circle cx="4.6" cy="-1" r="1.6" />
          <circle cx="-1" cy="1" r="1.6" />
        </g>
      </g>
      <g transform="translate(148 94) scale(1)">
        <path
          fill="var(--art-shade)"
          opacity=".55"
          d="M-9 4a5 5 0 0 1 1-7 5 5 0 0 1 7-3 5 5 0 0 1 8 3 4 4 0 0 1 1 7z"
        />
        <g fill="var(--art-gorse)">
          <circle cx="-5" cy="-1" r="1.6" />
          <circle cx="0" cy="-3.6" r="1.6" />
          <circle cx="4.6" cy="-1" r="1.6" />
          <circle cx="-1" cy="1" r="1.6" />
        </g>
      </g>
    </svg>
  )
}

/** The same coast, wide, with the boat to the islands: the door of the application. */
export function Strip() {
  return (
    <svg
      width="100%"
      height="100%"
      viewBox="0 0 420 84"
      preserveAspectRatio="xMidYMid slice"
      aria-hidden="true"
    >
      <path fill="var(--art-sky)" d="M0 0h420v84H0z" />
      <path fill="var(--art-far)" d="M0 50v-4c22-3 50-5 84-2s60 1 96-1 70-5 110-2 84 0 130-2v11z" />
      <path fill="var(--art-sea)" d="M0 50h420v34H0z" />
      <path fill="var(--art-deep)" d="M0 70c40-3 70 3 120 1s80-4 130-1 100 1 170-1v15H0z" />
      <path
        fill="none"
        stroke="var(--art-sky)"
        stroke-width="1.2"
        stroke-linecap="round"
        opacity=".75"
        d="M28 57h18M84 62h12M330 56h20M372 63h14"
      />
      <g transform="translate(168 5.4) scale(.72)">
        <path fill="var(--art-ink)" d="M113 24h1.6v18H113z" />
        <path fill="var(--art-gorse)" d="M112.6 24.6v7l-12-3.4z" />
        <path fill="var(--art-sail)" d="M93 41h26l3 11H91z" />
        <path fill="var(--art-ink)" d="M97 44h8v5h-8zM108 44h9l1.4 5H108z" />
        <path fill="var(--art-sail)" d="M40 52h92v13H40z" />
        <path
          fill="var(--art-ink)"
          d="M46 55h10v6H46zM60 55h10v6H60zM74 55h10v6H74zM88 55h10v6H88zM102 55h10v6h-10z"
        />
        <path fill="var(--art-sail)" d="M26 64h106l16-5-9 18c-1 2-3 3-5 3H38c-3 0-5-1-6-3z" />
        <path fill="var(--art-tan)" d="M30.4 74h110.2l-1.6 3c-1 2-3 3-5 3H38c-3 0-5-1-6-3z" />
        <path fill="none" stroke="var(--art-ink)" stroke-width="1.4" d="M28 64v-5h12M132 58l14-4v5" />
        <path
          fill="none"
          stroke="var(--art-sail)"
          stroke-width="1.8"
          stroke-linecap="round"
          d="M14 83c8-2 14-2 20 0M142 82c6-2 10-2 14 0"
        />
      </g>
    </svg>
  )
}
