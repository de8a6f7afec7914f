import { app, protocol, type BrowserWindow } from 'electron'
import { Failure } from '../../shared/model/failure'
import { registerCalls } from '../ipc/register'
import { parseArguments } from './arguments'
import type { compose } from './compose'
import { firstLook } from './first-look'
import { guardWebContents } from './guard'
import { setMenu } from './menu'
import { quitOnSignals } from './quit-on-signals'
import { appOrigin, appScheme, serveRenderer } from './renderer-origin'
import { reportBug } from '../core/report-bug'
import { createWindow } from './window'
import { openWorkspaceLedger } from './workspace-ledger'
import { firstWorkspace } from '../core/workspace-folders'

type Composed = ReturnType<typeof compose>

/** A signal that can be waited for. */
const signal = () => {
  let give = (): void => undefined
  const given = new Promise<void>((resolve) => (give = resolve))
  return { give: () => give(), given }
}

/** What is expected to fail at times is told where it is needed; only a bug is reported. */
const noteBug = (what: string) => (error: unknown) => {
  if (!(error instanceof Failure)) reportBug(error, what)
}

/** From the loaded page to the drawn one with some room, in milliseconds. */
const firstPageMs = 400
/** What waits for the first page goes on without it after this, in milliseconds. */
const shownAtLatestMs = 5_000

/**
 * Starts the app: one instance, our own origin, the window. This file imports only what the window needs; everything else is
 * loaded while the page's process starts, so that one doesn't wait for the other.
 */
export const startApp = (): void => {
  protocol.registerSchemesAsPrivileged([
    { scheme: appScheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
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

  // In its own thread, which needs about as long as the page's process to start: both get ready side by side.
  const kind = firstWorkspace(app.getPath('userData'), options)
  const ledger = openWorkspaceLedger(app.getPath('userData'), kind)
  // Told by the calls that need it.
  ledger.catch(() => undefined)
  const script = signal()
  const shown = signal()
  const webContents = () => window?.webContents ?? null
  let composed: Composed | null = null
  const composeNow = async (): Promise<Composed> => {
    const { compose } = await import('./compose')
    quitOnSignals()
    return (composed = compose(options, { kind, ledger }, { webContents, shown: shown.given }))
  }
  let composing: Promise<Composed> | null = null
  const services = (): Promise<Composed> => (composing ??= composeNow())
  registerCalls(
    script.given.then(async () => {
      const { createFirstAnswers } = await import('./first-answers')
      return createFirstAnswers(app.getPath('userData'), ledger, {
        built: () => composed !== null,
        handlers: async () => (await services()).handlers(),
      })
    }),
    { origin: appOrigin, webContents },
  )
  let keepWindow: Parameters<typeof createWindow>[2] = () => undefined

  void app.whenReady().then(async () => {
    setMenu({
      switchWorkspace: (workspace) =>
        void services()
          .then(({ open }) => open(workspace))
          .catch(noteBug('switching')),
    })
    serveRenderer(script.give)
    const kept = firstLook(app.getPath('userData'))
    window = createWindow(kept.window, kept.theme, (state) => keepWindow(state))
    window.on('closed', () => (window = null))
    window.webContents.once('did-finish-load', () => setTimeout(shown.give, firstPageMs))
    setTimeout(shown.give, shownAtLatestMs)
    await shown.given
    // A part that can't be built fails every call with its sentence; the window stays to show it.
    const composed = await services().catch((error: unknown) => {
      noteBug('putting the app together')(error)
      return null
    })
    if (composed === null) return
    keepWindow = composed.keepWindow
    let closing = false
    app.on('before-quit', (event) => {
      if (closing) return
      closing = true
      event.preventDefault()
      void composed
        .close()
        .catch(noteBug('closing'))
        .finally(() => app.quit())
    })
    // What fails here is told by the calls that need it: the window shows the sentence.
    await composed.start().catch(noteBug('starting'))
  })
}
