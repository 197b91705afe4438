import { useRef, type ComponentProps } from 'react'
import { useFocusHome, type Home } from './useFocusHome.ts'

interface PassingButtonProps extends Omit<ComponentProps<'button'>, 'ref' | 'type'> {
  home: Home
}

/** A button that is taken away when its work is done. */
export function PassingButton({ home, ...rest }: PassingButtonProps) {
  const button = useRef<HTMLButtonElement>(null)
  useFocusHome(button, home)
  return <button ref={button} type="button" {...rest} />
}
