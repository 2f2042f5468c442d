import { Beach, box, dot, Fill, Gorse, Heath, Line, Stone, Walker } from './parts.tsx'

/** Standing stones in a row, smaller as they go. */
export function Megalith() {
  return (
    <Heath>
      <Fill ink="far" d={dot(128, 28, 9)} />
      <Stone x={118} y={72} w={9} h={13} />
      <Stone x={98} y={74} w={13} h={20} />
      <Stone x={70} y={79} w={20} h={34} />
      <Stone x={30} y={88} w={31} h={58} />
      <Fill
        ink="shade"
        opacity={0.35}
        d="M30 88h31l-20 4-20-1zM70 79h20l-12 3-14-.6zM98 74h13l-8 2.200-9-.5z"
      />
      <Gorse x={18} y={90} size={1.15} />
      <Gorse x={66} y={92} size={0.9} />
      <Gorse x={112} y={82} size={0.8} />
      <Gorse x={146} y={90} size={1.1} />
    </Heath>
  )
}

/** A museum with columns, and a passage grave beside it. */
export function Museum() {
  return (
    <Heath>
      <Fill ink="sail" d="M36 50h72v34H36z" />
      <Fill ink="stone" d="M30 50 72 30l42 20z" />
      <Fill ink="shade" d={`${box(32, 50, 80, 3)}${box(32, 82, 80, 4)}`} />
      <Fill ink="stone" d={[40, 53, 84, 97].map((x) => box(x, 53, 7, 29)).join('')} />
      <Fill ink="ink" d="M65 82V66a7 7 0 0 1 14 0v16z" />
      <Fill ink="gorse" d={dot(72, 42, 3.4)} />
      <Stone x={124} y={84} w={6} h={14} />
      <Stone x={142} y={84} w={6} h={13} />
      <Fill ink="shade" d="M118 68c10-5 26-5 36 0l-3 4h-30z" />
      <Gorse x={20} y={90} />
    </Heath>
  )
}

/** A chapel with its bell tower, in the evening. */
export function Concert() {
  return (
    <Heath>
      <Fill ink="stone" d="M52 82V56l26-20 26 20v26z" />
      <Fill ink="shade" opacity={0.55} d="M78 36l26 20v26H78z" />
      <Fill ink="shade" d="M47 58 78 33l31 25-3 3.500L78 39 50 61.500z" />
      <Fill ink="stone" d="M73 34V22h10v12l-5-4z" />
      <Fill ink="shade" d="M72 22l6-9 6 9z" />
      <Fill ink="ink" d="M76 24h4v5h-4zM71 82V70a7 7 0 0 1 14 0v12z" />
      <Fill ink="gorse" d={dot(78, 53, 4.5)} />
      <Gorse x={36} y={84} size={1.1} />
      <Gorse x={122} y={86} size={1.2} />
      <Gorse x={18} y={90} size={0.9} />
    </Heath>
  )
}

/** The little road train of the seafront. */
export function Train() {
  return (
    <Beach>
      <Fill ink="shade" opacity={0.55} d="M0 86h160v14H0z" />
      <Fill ink="sail" d="M84 46h36v4H84zM22 46h54v4H22z" />
      <Fill ink="ink" d={`${box(25, 50, 1.8, 20)}${box(48, 50, 1.8, 20)}${box(72, 50, 1.8, 20)}`} />
      <Fill ink="ink" d={dot(36, 60, 3.4) + dot(60, 60, 3.4)} />
      <Fill ink="tan" d="M31 70a5 5 0 0 1 10 0z" />
      <Fill ink="sail" d="M55 70a5 5 0 0 1 10 0z" />
      <Fill ink="deep" d="M20 68h58v16H24c-2 0-4-2-4-4zM86 50h30v34H86z" />
      <Fill ink="sky" d="M91 54h20v12H91z" />
      <Fill ink="deep" d="M114 64h20c4 0 7 3 7 8v12h-27z" />
      <Fill ink="ink" d="M124 52h6v12h-6zM122 50h10v3h-10z" />
      <Fill ink="gorse" d={dot(137, 74, 3)} />
      <Line ink="ink" width={2} d="M78 80h8" />
      <Fill ink="ink" d={[34, 64, 96, 128].map((x) => dot(x, 86, 6)).join('')} />
      <Fill ink="stone" d={[34, 64, 96, 128].map((x) => dot(x, 86, 2.4)).join('')} />
    </Beach>
  )
}

/** A regional train along the coast. */
export function Rail() {
  return (
    <Heath>
      <Fill ink="shade" d="M0 85h160v3H0z" />
      <Fill ink="stone" opacity={0.7} d="M0 88h160v6H0z" />
      <Fill ink="sail" d="M0 50h112c16 0 28 10 34 26 1 3 0 6-4 6H0z" />
      <Fill ink="deep" d="M0 72h144l2 5c1 3-1 5-4 5H0z" />
      <Fill ink="ink" d={[6, 26, 46, 80].map((x) => box(x, 56, 15, 10)).join('')} />
      <Fill ink="ink" d="M112 56h8c6 2 11 6 14 11h-22z" />
      <Fill ink="stone" d="M66 55h10v27H66z" />
      <Fill ink="gorse" d="M0 69h142.600l1.400 3H0z" />
      <Fill ink="ink" d={[18, 34, 96, 112].map((x) => dot(x, 83, 3.6)).join('')} />
      <Gorse x={150} y={97} size={0.9} />
    </Heath>
  )
}

/** A bicycle against the moor. */
export function Bike() {
  return (
    <Heath>
      <Fill ink="sky" opacity={0.9} d="M0 90c40-5 110-5 160 0v5c-50-4-110-4-160 0z" />
      <Line ink="ink" width={2.4} d={dot(50, 78, 15) + dot(108, 78, 15)} />
      <Line ink="stone" width={0.9} d="M50 64v28M36 78h28M108 64v28M94 78h28" />
      <Line ink="tan" width={3} d="M50 78 64 54h34l10 24M64 54l14 25 20-24M50 78h28" />
      <Line ink="ink" width={2.6} d="M62 49l2 6M57 48h11M96 46l3 10M96 46h8" />
      <Fill ink="shade" d="M100 48h18v10h-16z" />
      <Fill ink="gorse" d={dot(104, 47, 2.4) + dot(109, 45.4, 2.4) + dot(114, 47, 2.4)} />
      <Fill ink="ink" d={dot(78, 79, 3.2)} />
      <Gorse x={16} y={86} />
      <Gorse x={146} y={84} size={0.9} />
    </Heath>
  )
}

/** A rope bridge between two pines. */
export function Tree() {
  return (
    <Heath>
      <Fill ink="shade" d="M33 20h6l2 66H30zM121 16h6l3 70h-12z" />
      <Fill
        ink="deep"
        d="M8 32c0-9 8-12 13-12C24 9 44 6 50 16c10-2 16 6 13 13-4 8-20 6-26 5-9 4-26 6-29-2z"
      />
      <Fill
        ink="deep"
        d="M96 26c0-8 7-11 12-11 3-9 22-12 29-3 10-2 17 5 15 12-4 9-18 7-26 6-10 3-27 4-30-4z"
      />
      <Line ink="ink" width={1.4} d="M38 48c26 8 58 8 86 0" />
      <Line ink="ink" width={2.6} d="M38 66c26 9 58 9 86 0" />
      <Line ink="ink" width={0.9} d="M52 52v18M66 54v18M94 54v18M108 52v18" />
      <Walker x={80} y={72} coat="tan" size={0.86}>
        <Fill ink="gorse" d="M-4-27a4 4.400 0 0 1 8 0z" />
        <Line ink="tan" width={2.8} d="M-4-16l-6-5M4-16l6-5" />
      </Walker>
      <Gorse x={62} y={92} />
      <Gorse x={148} y={94} size={0.9} />
    </Heath>
  )
}

/** The office's boutique: an awning on the seafront, cards and a lighthouse. */
export function Shop() {
  return (
    <Beach>
      <Fill ink="sail" d="M40 42h80v46H40z" />
      <Fill ink="shade" d="M36 88h88v4H36z" />
      <Fill ink="ink" d="M46 58h36v22H46zM92 58h20v30H92z" />
      <Fill ink="sky" d="M94.500 60.500h15V74h-15z" />
      <Fill ink="far" d="M50 62h8v12h-8zM61 62h8v12h-8zM72 62h6v12h-6z" />
      <Fill ink="deep" d="M50 69h8v5h-8zM61 70h8v4h-8z" />
      <Fill ink="gorse" d={dot(75, 66, 1.8)} />
      <Fill
        ink="tan"
        d="M38 36h84l4 16a6 6 0 0 1-11.500 0 6 6 0 0 1-11.500 0 6 6 0 0 1-11.500 0 6 6 0 0 1-11.500 0 6 6 0 0 1-11.500 0 6 6 0 0 1-11.500 0 6 6 0 0 1-11.500 0 6 6 0 0 1-11.500 0z"
      />
      <Fill
        ink="sail"
        d="M51 36h12l-2.400 16a6 6 0 0 1-11.600 0zM74 36h12l.6 16a6 6 0 0 1-12.400 0zM97 36h12l3 16a6 6 0 0 1-11.600 0z"
      />
      <Gorse x={26} y={90} size={1.1} />
      <Gorse x={136} y={92} />
    </Beach>
  )
}
