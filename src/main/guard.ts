import { app, session, shell, type WebContents } from 'electron'
import { openExternal } from './external.ts'
import { originOf } from './sender.ts'

/** Refuses everything that a page of this application never needs, for every window there is or will be. */
export function refuseTheRest(origin: string): void {
  app.on('web-contents-created', (_event, contents) => guardContents(contents, origin))
  session.defaultSession.setPermissionRequestHandler((_contents, _permission, decide) => decide(false))
  session.defaultSession.setPermissionCheckHandler(() => false)
  session.defaultSession.setDevicePermissionHandler(() => false)
}

function guardContents(contents: WebContents, origin: string): void {
  contents.on('will-frame-navigate', details => {
    // A reload of the page is the one navigation there is.
    if (!details.isMainFrame || originOf(details.url) !== origin) details.preventDefault()
  })
  contents.on('will-redirect', details => details.preventDefault())
  contents.on('will-attach-webview', event => event.preventDefault())
  contents.setWindowOpenHandler(({ url }) => {
    openExternal(url, allowed => void shell.openExternal(allowed))
    return { action: 'deny' }
  })
}
