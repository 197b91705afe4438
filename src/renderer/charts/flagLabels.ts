/** The words of one flag, or of several that would cover each other. Places and widths have one unit, whichever. */
export interface FlagLabel {
  readonly left: number
  readonly width: number
  readonly text: string
}

interface Pole {
  readonly at: number
  readonly text: string
}

interface Room {
  readonly widthOf: (text: string) => number
  readonly ends: readonly [number, number]
  /** Between two labels. */
  readonly gap: number
}

/** Each label begins at its pole, or ends where the chart does; those that would overlap are written as one. */
export function placeLabels(poles: readonly Pole[], room: Room): FlagLabel[] {
  const groups: (FlagLabel & { readonly poles: readonly Pole[] })[] = []
  for (const pole of [...poles].sort((a, b) => a.at - b.at)) {
    let group = labelOf([pole], room)
    for (let last = groups.at(-1); last && group.left < last.left + last.width + room.gap; last = groups.at(-1)) {
      groups.pop()
      group = labelOf([...last.poles, ...group.poles], room)
    }
    groups.push(group)
  }
  return groups
}

function labelOf(poles: readonly Pole[], { widthOf, ends: [start, end] }: Room) {
  const texts = poles.map(({ text }) => text)
  // More than two are told by the first and the last: what stands at each pole is told beside the crosshair.
  const text = texts.length > 2 ? `${texts[0]}–${texts.at(-1)}` : texts.join(' ')
  const width = widthOf(text)
  return { left: Math.max(start, Math.min(poles[0]?.at ?? start, end - width)), width, text, poles }
}
