import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'
import solid from 'vite-plugin-solid'

/** The staff application, served under /pos/. `POS_API` names the API that the development server passes /api to. */
export default defineConfig({
  root: fileURLToPath(new URL('pos', import.meta.url)),
  base: '/pos/',
  plugins: [solid()],
  server: { proxy: { '/api': process.env.POS_API ?? 'http://127.0.0.1:4300' } },
  build: {
    outDir: fileURLToPath(new URL('dist/pos', import.meta.url)),
    emptyOutDir: true,
    target: 'es2023',
    // Inlined files would be data: addresses, which the content security policy refuses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
})
