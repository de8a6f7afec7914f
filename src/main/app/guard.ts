import { app, session } from 'electron'
import { appOrigin } from './renderer-origin'

/** Refuses pop-ups, navigation away from our origin, embedded views and every permission a page may ask for. */
export const guardWebContents = (): void => {
  app.on('web-contents-created', (_, contents) => {
    contents.setWindowOpenHandler(() => ({ action: 'deny' }))
    contents.on('will-navigate', (event, url) => {
      if (!url.startsWith(`${appOrigin}/`)) event.preventDefault()
    })
    contents.on('will-redirect', (event) => event.preventDefault())
    contents.on('will-attach-webview', (event) => event.preventDefault())
  })
  void app.whenReady().then(() => {
    session.defaultSession.setPermissionRequestHandler((_, __, decide) => decide(false))
    session.defaultSession.setPermissionCheckHandler(() => false)
  })
}
