/** The module that the built shell imports instead of Electron: what the shell uses of it, and nothing else. */
export { app } from './app.ts'
export { BrowserWindow } from './window.ts'
export { Menu, Notification, session, shell } from './system.ts'
export { ipcMain } from './contents.ts'
export { MessageChannelMain } from './ports.ts'
export { protocol } from './protocol.ts'
export { utilityProcess } from './utility.ts'
