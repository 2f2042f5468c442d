/** Address of the compiled part of the reader of codes, on our own server (vite.pos.config.ts). */
declare module 'virtual:code-reader' {
  const address: string
  export default address
}
