import { useText } from '../store/hooks.ts'
import { useConsole } from '../store/state.ts'

/** To whom this page is connected, as whom. */
export function Connection() {
  const t = useText()
  const transport = useConsole(store => store.transport)
  const state = useConsole(store => store.link?.state ?? 'connecting')
  const name = useConsole(store => store.link?.account?.name)
  const role = useConsole(store => store.link?.account?.role)
  const address = useConsole(store => store.link?.address)
  const shown = transport === 'open' ? state : 'host'
  return (
    <div className="connection" data-state={shown} title={address}>
      <span className="connection-state">
        <i className="link-dot" aria-hidden="true" />
        {t(`link.${shown}`)}
      </span>
      {name && role && (
        <span className="connection-who">
          {name} · {t(`role.${role}`)}
        </span>
      )}
    </div>
  )
}
