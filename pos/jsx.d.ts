import 'solid-js'

declare module 'solid-js' {
  namespace JSX {
    /** Properties set on the element itself, where the attribute would only give the first value. */
    interface ExplicitProperties {
      value: string
    }
  }
}
