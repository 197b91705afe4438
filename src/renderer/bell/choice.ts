import { prefer } from '../store/preferences.ts'
import { readySound } from './sound.ts'

/** Whether a new P1 sounds. The press that asks for it is also what lets a browser sound. */
export function chooseSound(sound: boolean): void {
  prefer({ sound })
  if (sound) void readySound()
}
