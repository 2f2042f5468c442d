/** @jsxImportSource react */
import { G, Path, Svg } from '@react-pdf/renderer'
import { INK, SCENES, type ArtName, type Scene, type Shape } from './art-scenes.ts'

/** The band is 420 × 108 (105 × 27 mm); its horizon stands at 62 %, as on every illustration of Guichet. */
const HORIZON = 67

const SKY: Shape[] = [
  { ink: 'sky', d: 'M0 0h420v108H0z' },
  { ink: 'far', d: 'M0 67v-7c24-4 54-6 88-3s62 2 98-1 74-6 112-2 82 1 122-2v15z' },
]
const COAST: Record<Scene['coast'], Shape[]> = {
  sea: [
    { ink: 'sea', d: 'M0 67h420v41H0z' },
    { ink: 'deep', d: 'M0 93c42-4 72 4 124 1s82-5 132-1 100 1 164-2v17H0z' },
    { ink: 'sky', line: 1.4, opacity: 0.75, d: 'M28 76h20M92 82h13M330 75h22M376 84h16' },
  ],
  heath: [
    { ink: 'sea', d: 'M0 67h420v10H0z' },
    { ink: 'heath', d: 'M0 76c60-7 130-2 196-4s130-4 224 2v34H0z' },
  ],
  beach: [
    { ink: 'sea', d: 'M0 67h420v12H0z' },
    { ink: 'sky', line: 1.6, opacity: 0.8, d: 'M0 79c80-3 150 3 230 0s130 2 190-1' },
    { ink: 'stone', opacity: 0.5, d: 'M0 80c90-3 170 3 250 0s120 1 170-1v29H0z' },
  ],
}

function draw(shapes: Shape[]) {
  return shapes.map((shape) =>
    shape.line === undefined ? (
      <Path key={shape.d} d={shape.d} fill={INK[shape.ink]} fillOpacity={shape.opacity ?? 1} />
    ) : (
      <Path
        key={shape.d}
        d={shape.d}
        fill="none"
        stroke={INK[shape.ink]}
        strokeWidth={shape.line}
        strokeLinecap="round"
        strokeOpacity={shape.opacity ?? 1}
      />
    ),
  )
}

/** True when there is a drawing of that name. */
export function isArt(name: string): name is ArtName {
  return Object.hasOwn(SCENES, name)
}

/**
 * The band at the head of a ticket: the coast, and what the product is. A name without a drawing leaves the coast.
 * `thin` draws it for a band of half the height, its horizon at the same place.
 */
export function ArtBand({ name, height, thin = false }: { name: string; height: number; thin?: boolean }) {
  const scene: Scene = isArt(name) ? SCENES[name] : { coast: 'sea', shapes: [] }
  return (
    <Svg
      viewBox={thin ? '0 32 420 56' : '0 0 420 108'}
      preserveAspectRatio="xMidYMid slice"
      style={{ width: '100%', height }}
    >
      {draw(SKY)}
      {draw(COAST[scene.coast])}
      <G transform={`translate(276 ${HORIZON}) scale(${thin ? 0.46 : 0.84})`}>{draw(scene.shapes)}</G>
    </Svg>
  )
}
