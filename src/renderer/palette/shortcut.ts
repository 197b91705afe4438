/** Where Ctrl+K belongs to the fields: there it cuts a line off at its end. */
const isMac = (): boolean => navigator.userAgent.includes('Mac')

/** What opens the palette, as a person reads it and as assistive software does. */
export const shortcut = () => (isMac() ? { text: '⌘K', aria: 'Meta+K' } : { text: 'Ctrl+K', aria: 'Control+K' })

type Keys = Pick<KeyboardEvent, 'code' | 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey'>

/** By the place of the key, so that it opens in Hangul as well. */
export function isPaletteKey({ code, altKey, ctrlKey, metaKey, shiftKey }: Keys): boolean {
  const asked = isMac() ? metaKey && !ctrlKey : ctrlKey && !metaKey
  return code === 'KeyK' && asked && !altKey && !shiftKey
}
