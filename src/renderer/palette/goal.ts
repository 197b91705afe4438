import { flushSync } from 'react-dom'
import { mainPlace, openAlert } from '../alerts/screen/focus.ts'
import { chooseSound } from '../bell/choice.ts'
import { focusForm, focusPause } from '../rail/focus.ts'
import { openForm, useForm, type FormName } from '../store/form.ts'
import { prefer, type Preferences } from '../store/preferences.ts'
import { showScreen, type ScreenId } from '../store/screen.ts'

/** Where an entry leads. None of them sends anything: what does is guarded where it stands. */
export type Goal =
  | { readonly to: 'screen'; readonly screen: ScreenId }
  | { readonly to: 'alert'; readonly alert: string }
  | { readonly to: 'form'; readonly form: FormName }
  | { readonly to: 'pause' }
  | { readonly to: 'sound'; readonly sound: boolean }
  | { readonly to: 'prefer'; readonly change: Partial<Pick<Preferences, 'locale' | 'theme'>> }

/** Goes there, with the focus where there is a place. */
export function pursue(goal: Goal): void {
  switch (goal.to) {
    case 'screen':
      // Drawn at once, so that there is something to lead to.
      flushSync(() => showScreen(goal.screen))
      mainPlace()?.focus()
      break
    case 'alert':
      openAlert(goal.alert)
      break
    case 'form':
      // One that is opened takes the focus by itself.
      if (useForm.getState().form === goal.form) focusForm()
      else openForm(goal.form)
      break
    case 'pause':
      focusPause()
      break
    case 'sound':
      chooseSound(goal.sound)
      break
    case 'prefer':
      prefer(goal.change)
      break
  }
}
