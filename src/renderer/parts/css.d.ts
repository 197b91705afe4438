import 'react'

/** Custom properties are set through the CSSOM and read by the style sheets. */
declare module 'react' {
  interface CSSProperties {
    [property: `--${string}`]: string | number | undefined
  }
}
