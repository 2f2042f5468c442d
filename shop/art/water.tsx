import { Beach, box, dot, Fill, Gorse, Line, Sea, Walker } from './parts.tsx'

/** A passenger boat of the gulf. */
export function Boat() {
  return (
    <Sea>
      <Fill ink="ink" d="M113 24h1.600v18H113z" />
      <Fill ink="gorse" d="M112.600 24.600v7l-12-3.400z" />
      <Fill ink="sail" d="M93 41h26l3 11H91z" />
      <Fill ink="ink" d="M97 44h8v5h-8zM108 44h9l1.400 5H108z" />
      <Fill ink="sail" d="M40 52h92v13H40z" />
      <Fill ink="ink" d={[46, 60, 74, 88, 102].map((x) => box(x, 55, 10, 6)).join('')} />
      <Fill ink="sail" d="M26 64h106l16-5-9 18c-1 2-3 3-5 3H38c-3 0-5-1-6-3z" />
      <Fill ink="tan" d="M30.400 74h110.200l-1.600 3c-1 2-3 3-5 3H38c-3 0-5-1-6-3z" />
      <Line ink="ink" width={1.4} d="M28 64v-5h12M132 58l14-4v5" />
      <Line ink="sail" width={1.8} d="M14 83c8-2 14-2 20 0M142 82c6-2 10-2 14 0" />
    </Sea>
  )
}

/** A sinagot: black hull, two tanned sails. */
export function Sail() {
  return (
    <Sea>
      <Fill ink="ink" d="M60 18h1.800v50H60zM98 24h1.800v44H98z" />
      <Fill ink="tan" d="M40 20 58 14c6 16 8 32 5 46l-29-2c5-12 7-24 6-38z" />
      <Fill ink="tan" d="M82 26l17-6c5 14 7 26 4 40l-27-2c5-10 7-20 6-32z" />
      <Line
        ink="ink"
        width={1}
        opacity={0.28}
        d="M38.600 32c7-1 14-1 23 0M37 44c8-1 18-1 26 0M80.600 38c8-1 14-1 22 0M79 48c8-1 18-1 25 0"
      />
      <Fill ink="ink" d="M24 66h112l10-4-9 14c-1 2-3 3-5 3H38c-4 0-7-2-9-5z" />
      <Fill ink="gorse" d="M27.600 69.500h112.800l-1.600 2.400H29z" />
    </Sea>
  )
}

/** Two people in a kayak. */
export function Kayak() {
  return (
    <Sea>
      <Line ink="ink" width={1.8} d="M44 50 76 73M92 72l34-21" />
      <g fill="var(--art-gorse)">
        <ellipse cx="42" cy="48.600" rx="5.400" ry="2.700" transform="rotate(36 42 48.6)" />
        <ellipse cx="128" cy="49.600" rx="5.400" ry="2.700" transform="rotate(-32 128 49.6)" />
      </g>
      <Fill ink="ink" d={dot(60, 48, 5) + dot(104, 48, 5)} />
      <Fill ink="deep" d="M52 72V62a8 8 0 0 1 16 0v10zM96 72V62a8 8 0 0 1 16 0v10z" />
      <Fill ink="sail" d="M54 61h12v7H54zM98 61h12v7H98z" />
      <Fill ink="tan" d="M12 68c24 4 112 4 136 0-10 10-36 13-68 13S22 78 12 68z" />
      <Fill
        ink="sail"
        d="M26 73.400c30 3 78 3 108 0-1 1-2 1.700-3 2.200-30 2.500-72 2.500-102 0-1-.5-2-1.200-3-2.200z"
      />
    </Sea>
  )
}

/** A diver under the surface, the boat's hull above. */
export function Dive() {
  return (
    <Sea>
      <Fill ink="ink" d="M103 46h1.200v12H103z" />
      <Fill ink="tan" d="M104.200 46h9v6h-9z" />
      <Fill ink="sail" d="M104.200 50.600 113.200 46v1.700l-9 4.300z" />
      <Fill ink="ink" d="M78 57h46l6-2-5 9c-1 1-2 2-4 2H86c-3 0-5-1-6-3z" />
      <Fill ink="deep" d="M0 68c24-3 40 2 64 0s40-2 60 0 26 0 36-1v33H0z" />
      <Fill ink="stone" d="M0 100c6-7 16-9 24-6s12 4 18 6zM118 100c6-6 20-10 42-6v6z" opacity={0.5} />
      <Line ink="ink" width={5} d="M50 86c6-2 12-3 20-2" />
      <Line ink="ink" width={3.4} d="M50 86 38 82M50 87l-13 3" />
      <Fill ink="gorse" d="M40 80l-11-3 3 6zM39 88l-11 3 5 3z" />
      <Fill ink="gorse" d="M54 77.600h13a2.600 2.600 0 0 1 0 5.200H54z" />
      <Fill ink="ink" d={dot(76, 82, 5)} />
      <Fill ink="sail" d="M76 79.600h5v4.400h-5z" />
      <Line ink="sky" width={1.2} opacity={0.8} d={dot(84, 76, 1.6) + dot(88, 71.6, 1.2)} />
    </Sea>
  )
}

/** A land yacht on the hard sand. */
export function LandSail() {
  return (
    <Beach>
      <Fill ink="ink" d="M71 14h1.800v62H71z" />
      <Fill ink="tan" d="M72.800 16c20 12 32 30 37 53l-37 2z" />
      <Line ink="sail" width={1.4} opacity={0.8} d="M72.800 32c9-1 15-1 20 0M72.800 50c12-1 21-1 29.500 0" />
      <Fill ink="gorse" d="M72.800 16l7.400 4.900-7.400 2.800z" />
      <Fill ink="ink" d={dot(66, 68, 4.2)} />
      <Fill ink="deep" d="M58 80c1-6 4-9 8-9s8 3 10 9z" />
      <Fill ink="ink" d="M36 78h72l22 5v2.500H44c-5 0-8-3-8-7.500z" />
      <Line ink="ink" width={2.2} d={dot(48, 88, 6) + dot(96, 88, 6) + dot(128, 89, 4.6)} />
      <Line ink="sail" width={1.6} opacity={0.8} d="M8 92h20M12 96h10" />
    </Beach>
  )
}

/** Warm basin above the sea. */
export function Spa() {
  return (
    <Beach>
      <Fill ink="shade" opacity={0.55} d="M0 80h160v20H0z" />
      <Fill ink="sail" d="M14 78h132l8 6H6z" />
      <Fill ink="sea" d="M12 84h136l8 16H4z" />
      <Line ink="sky" width={1.4} opacity={0.8} d="M26 91h18M108 89h22M58 96h14M96 96h10" />
      <Fill ink="ink" d={dot(78, 73, 5)} />
      <Fill ink="gorse" d="M73 72a5 5 0 0 1 10 0l-1 .4c-3-1-5-1-8 0z" />
      <Fill ink="stone" d="M64 88c0-7 5-11 14-11s14 4 14 11z" />
      <Line ink="stone" width={4} d="M66 86 52 80M90 86l14-6" />
      <Line ink="sail" width={2} d="M34 74c-4-5 4-8 0-13M122 74c-4-5 4-8 0-13M128 70c-3-4 3-6 0-10" />
    </Beach>
  )
}

/** A bench of people along the customs path: the walk of the town. */
export function Walk() {
  return (
    <>
      <Fill ink="sky" d="M0 0h160v100H0z" />
      <Fill ink="sea" d="M0 62h160v8H0z" />
      <Fill ink="heath" d="M0 69c30-5 62-2 90-3s48-2 70 1v33H0z" />
      <Fill
        ink="sky"
        d="M58 100c10-14 34-18 30-26-2-4-8-5-7-8h4c-1 3 8 4 11 8 6 9-4 16-6 26z"
        opacity={0.9}
      />
      <Walker x={104} y={92} coat="gorse" size={1.2}>
        <Line ink="gorse" width={3.4} d="M4-17l8-5" />
      </Walker>
      <Walker x={70} y={96} coat="deep" size={1.15} />
      <Walker x={52} y={98} coat="tan" size={1.15} />
      <Walker x={37} y={97} coat="sail" size={0.82} />
      <Gorse x={16} y={92} />
      <Gorse x={148} y={94} />
    </>
  )
}
