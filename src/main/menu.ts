import { Menu, type MenuItemConstructorOptions } from 'electron'
import type { Translate } from '../locales/translate.ts'

/** The menu in the language of the system. It holds what a window needs; the levers are the page's alone. */
export function showMenu(say: Translate, developing: boolean): void {
  const separator: MenuItemConstructorOptions = { type: 'separator' }
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      { label: say('menu.file'), submenu: [{ role: 'quit', label: say('menu.quit') }] },
      {
        label: say('menu.edit'),
        submenu: [
          { role: 'undo', label: say('menu.undo') },
          { role: 'redo', label: say('menu.redo') },
          separator,
          { role: 'cut', label: say('menu.cut') },
          { role: 'copy', label: say('menu.copy') },
          { role: 'paste', label: say('menu.paste') },
          { role: 'selectAll', label: say('menu.selectAll') },
        ],
      },
      {
        label: say('menu.view'),
        submenu: [
          { role: 'reload', label: say('menu.reload') },
          separator,
          { role: 'resetZoom', label: say('menu.resetZoom') },
          { role: 'zoomIn', label: say('menu.zoomIn') },
          { role: 'zoomOut', label: say('menu.zoomOut') },
          separator,
          { role: 'togglefullscreen', label: say('menu.fullscreen') },
          ...(developing ? [{ role: 'toggleDevTools' } satisfies MenuItemConstructorOptions] : []),
        ],
      },
      {
        label: say('menu.window'),
        submenu: [
          { role: 'minimize', label: say('menu.minimize') },
          { role: 'close', label: say('menu.close') },
        ],
      },
    ]),
  )
}
