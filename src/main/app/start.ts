import { app, protocol, type BrowserWindow } from 'electron'
import { parseArguments } from './arguments'
import { compose } from './compose'
import { guardWebContents } from './guard'
import { setMenu } from './menu'
import { appOrigin, appScheme, serveRenderer } from './renderer-origin'
import { createWindow } from './window'

/** Starts the app: one instance, our own origin, then the window; the work behind it is composed while the window loads. */
export const startApp = (): void => {
  protocol.registerSchemesAsPrivileged([
    { scheme: appScheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ])
  if (!app.requestSingleInstanceLock()) {
    app.quit()
    return
  }
  const options = parseArguments(process.argv)
  if (typeof options === 'string') {
    console.error(options)
    app.exit(2)
    return
  }
  let window: BrowserWindow | null = null
  app.on('second-instance', () => {
    if (window?.isMinimized()) window.restore()
    window?.focus()
  })
  app.on('window-all-closed', () => app.quit())
  guardWebContents()

  void app.whenReady().then(async () => {
    setMenu()
    serveRenderer()
    const composed = compose(options, { origin: appOrigin, webContents: () => window?.webContents ?? null })
    window = createWindow(composed.windowState, composed.preferences.read().theme)
    window.on('closed', () => (window = null))
    let closing = false
    app.on('before-quit', (event) => {
      if (closing) return
      closing = true
      event.preventDefault()
      void composed.close().finally(() => app.quit())
    })
    // What fails here is told by the calls that need it: the window shows the sentence.
    await composed.start().catch(() => undefined)
  })
}
