/**
 * How the bridge table is carried: the few names that a shell, its preload and the page must share. Whoever carries,
 * the frames are those of `bridge.ts`: objects over a MessagePort, JSON text over a WebSocket.
 */

/** Electron: the one IPC channel. The page asks on it for a port, and the port comes back on it. */
export const portChannel = 'sluice:bridge-port'

/** The property of `window` under which the preload shows itself, and all that it shows. */
export const shellKey = 'sluiceShell'
export interface ShellApi {
  /** Asks the shell for a fresh port; it arrives as a window message whose data is `portChannel`. */
  openBridge(): void
}

/** Browser: where the host serves the bridge, and its sub-protocol. */
export const bridgePath = '/bridge'
export const bridgeProtocol = 'sluice.bridge.v1'
/** The per-launch token travels as a second sub-protocol with this prefix, so that it stands in no address and no log. */
export const tokenPrefix = 'token.'
/** The parameter of the URL's fragment that brings the token into the page; a fragment is never sent to a server. */
export const tokenParameter = 'token'
/** WebSocket close code: the token was wrong, so trying again cannot help. */
export const tokenRefusedCode = 4401
/** A host says something at least this often (ms), so that silence means that it is gone. */
export const hostBeatMs = 2000
