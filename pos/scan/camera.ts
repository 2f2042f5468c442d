import { createSignal, onCleanup } from 'solid-js'
import { keep, kept } from '../device.ts'
import { type Detect, openDetector } from './detector.ts'

/** off: nobody asked for it; paused: the page is hidden, and the camera is let go until it is looked at again. */
export type CameraState = 'off' | 'starting' | 'on' | 'paused' | Fault
/** denied: permission refused; none: no camera; busy: another application has it; insecure: the page has no TLS. */
export type Fault = 'denied' | 'none' | 'busy' | 'insecure' | 'unread'

/** The middle of the picture is read, at so many pixels a side: a ticket's code at arm's length, quickly. */
const SIDE = 640
/** Rest between two readings (ms): a phone that reads without a pause gets hot and slow. */
const REST = 40

export function faultOf(error: unknown): Fault {
  const name = error instanceof Error ? error.name : ''
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied'
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'none'
  return 'busy'
}

type Torch = MediaTrackCapabilities & { torch?: boolean }

/**
 * The camera of this device: it runs while it is asked for and the page is looked at, and tells the codes of each
 * picture that was read. Call it in a component: the camera stops with it.
 */
export function createCamera(onFrame: (codes: string[], at: number) => void) {
  const [state, setState] = createSignal<CameraState>('off')
  const [cameras, setCameras] = createSignal<string[]>([])
  const [torch, setTorch] = createSignal<boolean | null>(null)
  let video: HTMLVideoElement | undefined
  let stream: MediaStream | null = null
  let detect: Detect | null = null
  let wanted = false
  /** Counts the starts: what an older one still does concerns nobody. */
  let turn = 0

  const track = () => stream?.getVideoTracks()[0] ?? null

  async function start(): Promise<void> {
    wanted = true
    if (document.hidden) return void setState('paused')
    turn += 1
    const mine = turn
    setState('starting')
    if (!navigator.mediaDevices?.getUserMedia) return void setState('insecure')
    const reader = openDetector()
    reader.catch(() => undefined)
    try {
      const opened = await openStream()
      if (mine !== turn) return release(opened)
      stream = opened
      await show(opened)
    } catch (error) {
      if (mine === turn) fail(faultOf(error))
      return
    }
    try {
      detect ??= await reader
    } catch {
      if (mine === turn) fail('unread')
      return
    }
    if (mine !== turn) return
    setState('on')
    void loop(mine)
  }

  async function openStream(): Promise<MediaStream> {
    const size = { width: { ideal: 1280 }, height: { ideal: 720 } }
    const chosen = kept('camera.device')
    const media = navigator.mediaDevices
    const behind = () => media.getUserMedia({ video: { ...size, facingMode: { ideal: 'environment' } } })
    if (chosen === null) return behind()
    // A camera that was unplugged since leaves the choice to the device.
    return media.getUserMedia({ video: { ...size, deviceId: { exact: chosen } } }).catch(behind)
  }

  async function show(opened: MediaStream): Promise<void> {
    const mine = opened.getVideoTracks()[0]
    mine?.addEventListener('ended', () => stream === opened && fail('busy'))
    const can: Torch | undefined = mine?.getCapabilities?.()
    setTorch(can?.torch ? false : null)
    if (video) {
      video.srcObject = opened
      // Refused until the page is touched, on some phones: the picture comes with the touch.
      await video.play().catch(() => undefined)
    }
    const devices = await navigator.mediaDevices.enumerateDevices().catch(() => [])
    setCameras(devices.filter((one) => one.kind === 'videoinput').map((one) => one.deviceId))
  }

  async function loop(mine: number): Promise<void> {
    const canvas = document.createElement('canvas')
    const pen = canvas.getContext('2d', { willReadFrequently: true })
    for (;;) {
      if (mine !== turn || !video || !pen || !detect) return
      if (video.readyState >= video.HAVE_CURRENT_DATA && video.videoWidth > 0) {
        draw(video, canvas, pen)
        const codes = await detect(canvas).catch(() => [])
        if (mine === turn) onFrame(codes, performance.now())
      }
      await new Promise((resolve) => setTimeout(resolve, REST))
    }
  }

  function release(opened: MediaStream | null) {
    for (const one of opened?.getTracks() ?? []) one.stop()
  }

  function halt() {
    turn += 1
    release(stream)
    stream = null
    setTorch(null)
    if (video) video.srcObject = null
  }

  function fail(fault: Fault) {
    halt()
    setState(fault)
  }

  function stop() {
    wanted = false
    halt()
    setState('off')
  }

  const looked = () => {
    if (!wanted) return
    if (document.hidden) {
      halt()
      setState('paused')
    } else if (state() === 'paused') void start()
  }
  document.addEventListener('visibilitychange', looked)
  onCleanup(() => {
    document.removeEventListener('visibilitychange', looked)
    stop()
  })

  return {
    state,
    /** More than one camera: it can be switched. */
    several: () => cameras().length > 1,
    /** null: this camera has no light. */
    torch,
    start,
    stop,
    /** The element that shows the picture. */
    shows: (element: HTMLVideoElement) => {
      video = element
    },
    async switchCamera() {
      const now = track()?.getSettings().deviceId ?? ''
      const all = cameras()
      const next = all[(all.indexOf(now) + 1) % all.length]
      if (next === undefined) return
      keep('camera.device', next)
      halt()
      await start()
    },
    async switchTorch() {
      const next = !torch()
      const light = { torch: next } as MediaTrackConstraintSet
      await track()
        ?.applyConstraints({ advanced: [light] })
        .then(() => setTorch(next))
        .catch(() => setTorch(null))
    },
  }
}

export type Camera = ReturnType<typeof createCamera>

/** The middle square of the picture. */
function draw(video: HTMLVideoElement, canvas: HTMLCanvasElement, pen: CanvasRenderingContext2D) {
  const { videoWidth: width, videoHeight: height } = video
  const side = Math.min(width, height)
  const size = Math.min(side, SIDE)
  if (canvas.width !== size) {
    canvas.width = size
    canvas.height = size
  }
  pen.drawImage(video, (width - side) / 2, (height - side) / 2, side, side, 0, 0, size, size)
}
