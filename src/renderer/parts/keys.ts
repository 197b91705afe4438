/** Letters belong to the field that is being written in. */
export const isWriting = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target.matches('input:not([type=range], [type=radio], [type=checkbox]), textarea, select'))

/** A field for figures takes no letter, so that a hotkey works in it. */
export const takesLetters = (target: EventTarget | null): boolean =>
  isWriting(target) && !(target instanceof HTMLInputElement && target.type === 'number')
