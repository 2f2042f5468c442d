import type { JSX } from 'solid-js'

/** The inks of every illustration: custom properties of tokens.css, so that dark recolours them. */
export type Ink =
  | 'sky'
  | 'far'
  | 'sea'
  | 'deep'
  | 'heath'
  | 'stone'
  | 'shade'
  | 'sail'
  | 'tan'
  | 'gorse'
  | 'ink'

/** The paint of an ink, for `fill` and `stroke`. */
export function ink(name: Ink): string {
  return `var(--art-${name})`
}

/** A flat surface. */
export function Fill(props: { ink: Ink; d: string; opacity?: number }) {
  return <path fill={ink(props.ink)} d={props.d} opacity={props.opacity} />
}

/** A line of one ink: ropes, wheels, foam. Never an outline. */
export function Line(props: { ink: Ink; d: string; width: number; opacity?: number }) {
  return (
    <path
      fill="none"
      stroke={ink(props.ink)}
      stroke-width={props.width}
      stroke-linecap="round"
      stroke-linejoin="round"
      d={props.d}
      opacity={props.opacity}
    />
  )
}

/** A disc, as a path. */
export function dot(x: number, y: number, r: number): string {
  return `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`
}

/** A rectangle, as a path. */
export function box(x: number, y: number, w: number, h: number): string {
  return `M${x} ${y}h${w}v${h}h${-w}z`
}

function Sky(props: { far?: boolean }) {
  return (
    <>
      <Fill ink="sky" d="M0 0h160v100H0z" />
      {props.far && <Fill ink="far" d="M0 62v-5c14-3 26-4 40-2s22 1 34-1 26-4 40-2 30 1 46 3v7z" />}
    </>
  )
}

/** Open water to the bottom, the gulf's islands behind. The horizon is at 62, as on every ground. */
export function Sea(props: { children?: JSX.Element }) {
  return (
    <>
      <Sky far />
      <Fill ink="sea" d="M0 62h160v38H0z" />
      <Fill ink="deep" d="M0 84c20-3 34 3 56 1s38-4 60-1 30 2 44 0v16H0z" />
      <Line ink="sky" width={1.4} opacity={0.75} d="M8 70h14M132 68h18M16 78h8M120 80h12" />
      {props.children}
    </>
  )
}

/** Moor that comes down to a strip of water. */
export function Heath(props: { children?: JSX.Element }) {
  return (
    <>
      <Sky />
      <Fill ink="sea" d="M0 62h160v8H0z" />
      <Fill ink="heath" d="M0 69c30-5 62-2 90-3s48-2 70 1v33H0z" />
      {props.children}
    </>
  )
}

/** Beach at low water. */
export function Beach(props: { children?: JSX.Element }) {
  return (
    <>
      <Sky far />
      <Fill ink="sea" d="M0 62h160v13H0z" />
      <Line ink="sky" width={1.6} opacity={0.8} d="M0 75c30-3 54 2 84 0s50 1 76-1" />
      <Fill ink="far" d="M0 76c34-3 62 2 92 0s46 1 68-1v25H0z" />
      <Fill ink="stone" opacity={0.45} d="M0 90c30-4 66 1 96-1s44-1 64-2v13H0z" />
      {props.children}
    </>
  )
}

/** A gorse bush in flower. */
export function Gorse(props: { x: number; y: number; size?: number }) {
  return (
    <g transform={`translate(${props.x} ${props.y}) scale(${props.size ?? 1})`}>
      <Fill ink="shade" opacity={0.55} d="M-9 4a5 5 0 0 1 1-7 5 5 0 0 1 7-3 5 5 0 0 1 8 3 4 4 0 0 1 1 7z" />
      <Fill ink="gorse" d={dot(-5, -1, 1.6) + dot(0, -3.6, 1.6) + dot(4.6, -1, 1.6) + dot(-1, 1, 1.6)} />
    </g>
  )
}

/** A standing stone on the ground line `y`: lit side, shaded side. */
export function Stone(props: { x: number; y: number; w: number; h: number }) {
  const n = (value: number) => Math.round(value * 10) / 10
  const cap = () => `c${n(props.w * 0.42)} ${n(props.h * -0.04)} ${n(props.w * 0.6)} ${n(props.h * 0.5)}`
  const end = () => `${n(props.w * 0.58)} ${props.h}z`
  return (
    <>
      <Fill
        ink="stone"
        d={`M${props.x} ${props.y}c${n(props.w * -0.06)} ${n(props.h * -0.45)} ${n(props.w * 0.04)} ${n(props.h * -0.92)} ${n(props.w * 0.42)} ${-props.h}${cap()} ${end()}`}
      />
      <Fill
        ink="shade"
        d={`M${n(props.x + props.w * 0.52)} ${props.y}c${n(props.w * 0.1)} ${n(props.h * -0.4)} ${n(props.w * 0.1)} ${n(props.h * -0.8)} ${n(props.w * -0.1)} ${-props.h}${cap()} ${end()}`}
      />
    </>
  )
}

/** Somebody, standing with the feet at `y`. */
export function Walker(props: { x: number; y: number; coat: Ink; size?: number; children?: JSX.Element }) {
  return (
    <g transform={`translate(${props.x} ${props.y}) scale(${props.size ?? 1})`}>
      <Fill ink="ink" d={dot(0, -27, 3.6)} />
      <Fill ink={props.coat} d="M-5-9v-9a5 5 0 0 1 10 0v9z" />
      <Fill ink="ink" d="M-4-9h3.400v9h-3.400zM.6-9H4v9H.6z" />
      {props.children}
    </g>
  )
}
