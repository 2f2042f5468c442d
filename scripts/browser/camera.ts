import { create } from 'qrcode'
import type { BrowserContext, Page } from 'playwright-core'

/** What the page is told to show: modules of a code, row by row; null for nothing. */
type Picture = { size: number; dark: boolean[] } | null

/** When each scan was asked about and answered (ms of the page), and whether a verdict covered the screen then. */
export type Asked = { askedAt: number; answeredAt: number | null; covered: boolean }

declare global {
  interface Window {
    showToCamera: (picture: Picture) => void
    /** Shown as soon as the next scan is answered. */
    nextToCamera: Picture
    askedScans: Asked[]
    camerasOpened: number
    openTracks: () => number
  }
}

/**
 * Gives a device a camera whose picture the test draws: what the page then does with it (reading it included) is the
 * application's own. Also notes each scan that the page sends.
 */
export async function withCamera(context: BrowserContext, over: { error?: string } = {}): Promise<void> {
  await context.addInitScript((error: string | undefined) => {
    const canvas = document.createElement('canvas')
    canvas.width = 1280
    canvas.height = 720
    const pen = canvas.getContext('2d')
    let shown: Picture = null
    const draw = () => {
      if (!pen) return
      pen.fillStyle = '#7a8a90'
      pen.fillRect(0, 0, 1280, 720)
      if (!shown) return
      const cell = Math.floor(430 / (shown.size + 8))
      const side = cell * (shown.size + 8)
      const [x, y] = [(1280 - side) / 2, (720 - side) / 2]
      pen.fillStyle = '#ffffff'
      pen.fillRect(x, y, side, side)
      pen.fillStyle = '#000000'
      for (const [i, dark] of shown.dark.entries()) {
        if (!dark) continue
        const [col, row] = [i % shown.size, Math.floor(i / shown.size)]
        pen.fillRect(x + (col + 4) * cell, y + (row + 4) * cell, cell, cell)
      }
    }
    setInterval(draw, 33)
    window.showToCamera = (picture) => {
      shown = picture
      draw()
    }
    window.nextToCamera = null
    window.camerasOpened = 0
    const opened: MediaStreamTrack[] = []
    window.openTracks = () => opened.filter((track) => track.readyState === 'live').length
    const devices = {
      getUserMedia: async () => {
        if (error) throw Object.assign(new Error(error), { name: error })
        window.camerasOpened += 1
        const stream = canvas.captureStream(30)
        opened.push(...stream.getTracks())
        return stream
      },
      enumerateDevices: async () => [
        { kind: 'videoinput', deviceId: 'back', label: '', groupId: '' },
        { kind: 'videoinput', deviceId: 'front', label: '', groupId: '' },
      ],
    }
    Object.defineProperty(navigator, 'mediaDevices', { value: devices })
    window.askedScans = []
    const real = window.fetch.bind(window)
    window.fetch = async (input, init) => {
      const url = input instanceof Request ? input.url : String(input)
      if (!url.endsWith('/api/scans')) return real(input, init)
      const covered = document.querySelector('dialog[open]') !== null
      const one: Asked = { askedAt: performance.now(), answeredAt: null, covered }
      window.askedScans.push(one)
      const answer = await real(input, init)
      one.answeredAt = performance.now()
      if (window.nextToCamera) window.showToCamera(window.nextToCamera)
      window.nextToCamera = null
      return answer
    }
  }, over.error)
}

function pictureOf(code: string): Picture {
  const { modules } = create(code, { errorCorrectionLevel: 'M' })
  return { size: modules.size, dark: Array.from(modules.data, Boolean) }
}

/** Holds a code before the camera; null takes it away. */
export async function hold(page: Page, code: string | null): Promise<void> {
  await page.evaluate((one) => window.showToCamera(one), code === null ? null : pictureOf(code))
}

/** Holds a code before the camera the moment that the scan before it is answered. */
export async function holdNext(page: Page, code: string): Promise<void> {
  await page.evaluate((one) => {
    window.nextToCamera = one
  }, pictureOf(code))
}

/** Scans that the page has sent so far. */
export const askedOf = (page: Page): Promise<Asked[]> => page.evaluate(() => window.askedScans)
