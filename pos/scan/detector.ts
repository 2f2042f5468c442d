/** Finds the codes on a picture. */
export type Detect = (picture: HTMLCanvasElement) => Promise<string[]>

type Found = { rawValue: string }
type Detector = { detect: (picture: HTMLCanvasElement) => Promise<Found[]> }
type DetectorClass = {
  new (options: { formats: ['qr_code'] }): Detector
  getSupportedFormats: () => Promise<readonly string[]>
}

/** The browser's own reader of codes, where it has one that reads ours. */
async function ownDetector(): Promise<Detector | null> {
  const Own = (globalThis as { BarcodeDetector?: DetectorClass }).BarcodeDetector
  const none: readonly string[] = []
  const formats = await Own?.getSupportedFormats().catch(() => none)
  return Own && formats?.includes('qr_code') ? new Own({ formats: ['qr_code'] }) : null
}

/** Ours, fetched when the first camera needs it: its compiled part comes from our own server too. */
async function shippedDetector(): Promise<Detector> {
  const [{ BarcodeDetector, prepareZXingModule }, { default: wasm }] = await Promise.all([
    import('barcode-detector/ponyfill'),
    import('virtual:code-reader'),
  ])
  await prepareZXingModule({ overrides: { locateFile: () => wasm }, fireImmediately: true })
  return new BarcodeDetector({ formats: ['qr_code'] })
}

/** A reader that is ready to read. One of the browser's that fails gives way to ours. */
export async function openDetector(): Promise<Detect> {
  const own = await ownDetector()
  let isOwn = own !== null
  let detector = own ?? (await shippedDetector())
  return async (picture) => {
    try {
      return (await detector.detect(picture)).map((one) => one.rawValue)
    } catch (error) {
      if (!isOwn) throw error
      isOwn = false
      detector = await shippedDetector()
      return []
    }
  }
}
