import solid from 'vite-plugin-solid'
import { defineConfig } from 'vite'

/**
 * The public shop. `vite build -c vite.shop.config.ts` makes the browser's files in dist/shop (manifest, hashed files
 * under /assets/); the same with `--ssr` makes dist/shop-server/entry-server.js, which api/front.ts loads.
 */
export default defineConfig(({ isSsrBuild }) => ({
  root: 'shop',
  publicDir: false,
  plugins: [solid({ ssr: true })],
  ssr: { noExternal: true },
  build: isSsrBuild
    ? {
        outDir: '../dist/shop-server',
        emptyOutDir: true,
        target: 'node20',
        ssr: true,
        minify: false,
        rollupOptions: { input: 'shop/entry-server.tsx', output: { entryFileNames: 'entry-server.js' } },
      }
    : {
        outDir: '../dist/shop',
        emptyOutDir: true,
        manifest: true,
        target: 'es2022',
        modulePreload: { polyfill: false },
        // One sheet for the whole shop; style.ts brings in what only the server renders.
        cssCodeSplit: false,
        assetsInlineLimit: 0,
        rollupOptions: {
          input: ['shop/entry-client.ts', 'shop/style.ts'],
          preserveEntrySignatures: 'strict',
        },
      },
}))
