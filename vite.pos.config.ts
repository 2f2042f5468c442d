import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { defineConfig, type Plugin } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'
import solid from 'vite-plugin-solid'

/**
 * `virtual:code-reader` is the address of the compiled part of the reader of codes: the very one that barcode-detector
 * was built with, served by us instead of the network that it would ask by itself.
 */
function codeReader(): Plugin {
  const name = 'virtual:code-reader'
  const detector = createRequire(import.meta.url).resolve('barcode-detector/ponyfill')
  const file = createRequire(detector).resolve('zxing-wasm/reader/zxing_reader.wasm')
  return {
    name: 'code-reader',
    resolveId: (id) => (id === name ? `\0${name}` : undefined),
    load: (id) =>
      id === `\0${name}` ? `export { default } from ${JSON.stringify(`${file}?url`)}` : undefined,
  }
}

/** The staff application as a device installs it. It starts from its cache; the API is never kept. */
const installable = VitePWA({
  // A new version waits for a press: a basket may be open (pos/update.ts).
  registerType: 'prompt',
  injectRegister: false,
  scope: '/pos/',
  manifestFilename: 'guichet.webmanifest',
  manifest: {
    id: '/pos/',
    name: 'Guichet',
    short_name: 'Guichet',
    description: 'Billetterie de l’office de tourisme\u00a0: vendre, contrôler, compter.',
    lang: 'fr',
    start_url: '/pos/',
    scope: '/pos/',
    display: 'standalone',
    theme_color: '#ffffff',
    background_color: '#eff2f2',
    categories: ['business'],
    icons: [
      { src: '/pos/icon-192.png', sizes: '192x192', type: 'image/png' },
      { src: '/pos/icon-512.png', sizes: '512x512', type: 'image/png' },
      { src: '/pos/icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
    ],
  },
  includeManifestIcons: false,
  workbox: {
    // The reader of codes is fetched by whoever scans by camera, who needs the network in any case.
    globPatterns: ['**/*.{js,css,html,svg,woff2}'],
    navigateFallback: 'index.html',
    // A page's address has no extension: what has one is a file, and may be missing.
    navigateFallbackDenylist: [/\.[a-z0-9]+$/i],
    cleanupOutdatedCaches: true,
    inlineWorkboxRuntime: true,
    dontCacheBustURLsMatching: /^assets\//,
  },
})

/** The staff application, served under /pos/. */
export default defineConfig({
  root: fileURLToPath(new URL('pos', import.meta.url)),
  base: '/pos/',
  plugins: [solid(), codeReader(), installable],
  build: {
    outDir: fileURLToPath(new URL('dist/pos', import.meta.url)),
    emptyOutDir: true,
    target: 'es2023',
    // Inlined files would be data: addresses, which the content security policy refuses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
})
