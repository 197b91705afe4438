import { memo } from 'react'
import { AlertList } from '../alerts/AlertList.tsx'
import { Approvals } from '../alerts/Approvals.tsx'
import { charts } from '../charts/definitions.ts'
import { LiveChart } from '../charts/LiveChart.tsx'
import { CitizenMirror } from '../parts/CitizenMirror.tsx'
import { CohortStrip } from '../parts/CohortStrip.tsx'
import { WindowSwitch } from '../parts/Switches.tsx'
import { Tiles } from '../parts/Tiles.tsx'
import { useText } from '../store/hooks.ts'

/** The Launch screen: figures, curves and cohorts on the left, what needs a person on the right. */
export const Launch = memo(function Launch() {
  const t = useText()
  return (
    <div className="launch">
      <main className="figures" id="main" tabIndex={-1} aria-label={t('app.launch')}>
        <Tiles />
        <div className="charts">
          <div className="charts-window">
            <WindowSwitch />
          </div>
          {charts.map(definition => (
            <LiveChart key={definition.id} definition={definition} />
          ))}
          <CohortStrip />
        </div>
      </main>
      <aside className="side" aria-label={t('alerts.title')}>
        <Approvals />
        <AlertList />
        <CitizenMirror />
      </aside>
    </div>
  )
})
