import { create } from 'zustand'

/** Whether the command palette stands over the screen. */
export const usePalette = create<{ readonly open: boolean }>()(() => ({ open: false }))

export const closePalette = (): void => usePalette.setState({ open: false })
export const togglePalette = (): void => usePalette.setState(({ open }) => ({ open: !open }))
