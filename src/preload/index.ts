import { contextBridge, ipcRenderer } from 'electron'
import { portChannel, shellKey, type ShellApi } from '../protocol/shell.ts'

// A port cannot pass the context bridge; it goes to the page as a message, which nobody but this window receives.
ipcRenderer.on(portChannel, event => window.postMessage(portChannel, '*', [...event.ports]))

contextBridge.exposeInMainWorld(shellKey, { openBridge: () => ipcRenderer.send(portChannel) } satisfies ShellApi)
