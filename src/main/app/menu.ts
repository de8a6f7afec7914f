import { app, Menu, type MenuItemConstructorOptions } from 'electron'
import type { WorkspaceKind } from '../../shared/model'

export interface MenuActs {
  readonly switchWorkspace: (kind: WorkspaceKind) => void
}

/** The application menu: what the system expects, the workspaces, and nothing that reloads the window or opens developer tools. */
export const setMenu = ({ switchWorkspace }: MenuActs): void => {
  const mac: MenuItemConstructorOptions[] = process.platform === 'darwin' ? [{ role: 'appMenu' }] : []
  const workspace: MenuItemConstructorOptions = {
    label: 'Workspace',
    submenu: [
      { label: 'Your tenants', click: () => switchWorkspace('own') },
      { label: 'Demo workspace', click: () => switchWorkspace('demo') },
    ],
  }
  const view: MenuItemConstructorOptions = {
    label: 'View',
    submenu: [
      { role: 'resetZoom' },
      { role: 'zoomIn' },
      { role: 'zoomOut' },
      { type: 'separator' },
      { role: 'togglefullscreen' },
    ],
  }
  app.name = 'Whereabouts'
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([...mac, { role: 'editMenu' }, workspace, view, { role: 'windowMenu' }]),
  )
}
