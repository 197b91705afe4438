/** Letters belong to the field that is being written in. */
export const isWriting = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target.matches('input:not([type=range], [type=radio], [type=checkbox]), textarea, select'))
