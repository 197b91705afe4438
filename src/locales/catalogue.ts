import { actText, alertText, familyText } from './alerts.ts'
import { annotationText } from './annotations.ts'
import { bellText } from './bell.ts'
import { commandText } from './commands.ts'
import { evidenceText, readingText } from './evidence.ts'
import { formText } from './forms.ts'
import { launchText } from './launch.ts'
import { navText } from './nav.ts'
import { paletteText } from './palette.ts'
import { planningText } from './planning.ts'
import { revocationText } from './revocation.ts'
import { safetyNetText } from './safetyNet.ts'
import { shellText } from './shell.ts'
import { stateText } from './states.ts'
import { timeText } from './time.ts'

/** Every text of the console, Korean and English, by key. Metrics, refusals and alert rules have tables of their own. */
export const catalogue = {
  ...launchText,
  ...actText,
  ...alertText,
  ...familyText,
  ...annotationText,
  ...bellText,
  ...commandText,
  ...evidenceText,
  ...readingText,
  ...formText,
  ...paletteText,
  ...planningText,
  ...revocationText,
  ...navText,
  ...safetyNetText,
  ...shellText,
  ...stateText,
  ...timeText,
}

export type Catalogue = typeof catalogue
export type TextKey = keyof Catalogue
