import { BrowserWindow, nativeTheme, screen } from 'electron'
import type { Preferences } from '../../shared/model'
import { appOrigin } from './renderer-origin'
import { builtFile } from './built-files'

export interface WindowState {
  readonly bounds: { readonly x: number; readonly y: number; readonly width: number; readonly height: number } | null
  readonly maximized: boolean
}

const smallest = { width: 960, height: 600 }

/** Remembered bounds count only while some of them lie on a screen that is there now. */
const boundsOnScreen = (state: WindowState): Partial<NonNullable<WindowState['bounds']>> => {
  const { bounds } = state
  if (!bounds) return { width: 1440, height: 900 }
  const { workArea } = screen.getDisplayMatching(bounds)
  const seen =
    bounds.x < workArea.x + workArea.width - 40 &&
    bounds.x + bounds.width > workArea.x + 40 &&
    bounds.y < workArea.y + workArea.height - 40 &&
    bounds.y + bounds.height > workArea.y
  return seen ? bounds : { width: bounds.width, height: bounds.height }
}

/**
 * Opens the one window: sandboxed, isolated, without Node. It is there at once in the colour of the page, so that drawing the
 * page doesn't wait for the window.
 */
export const createWindow = (
  state: WindowState,
  theme: Preferences['theme'],
  keep: (state: WindowState) => void,
): BrowserWindow => {
  nativeTheme.themeSource = theme
  const window = new BrowserWindow({
    ...boundsOnScreen(state),
    minWidth: smallest.width,
    minHeight: smallest.height,
    title: 'Whereabouts',
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#131316' : '#faf9f7',
    autoHideMenuBar: true,
    webPreferences: {
      preload: builtFile('preload/index.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
    },
  })
  if (state.maximized) window.maximize()
  window.on('close', () => keep({ bounds: window.getNormalBounds(), maximized: window.isMaximized() }))
  void window.loadURL(`${appOrigin}/index.html`)
  return window
}
