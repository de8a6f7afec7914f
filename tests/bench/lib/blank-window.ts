import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const main = `import { app, BrowserWindow } from 'electron'
app.on('window-all-closed', () => app.quit())
app.whenReady().then(() => {
  const window = new BrowserWindow({
    width: 1440, height: 900, autoHideMenuBar: true,
    webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false, webviewTag: false, spellcheck: false },
  })
  window.loadFile('index.html')
})
`
const page = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Blank</title></head>
<body><p elementtiming="blank">.</p></body></html>
`

/** Writes the least app that opens a window like ours, with one full stop on it: what cannot be beaten. */
export const writeBlankApp = (): { readonly folder: string; readonly remove: () => void } => {
  const folder = mkdtempSync(join(tmpdir(), 'whereabouts-blank-'))
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'blank', type: 'module', main: 'main.js' }))
  writeFileSync(join(folder, 'main.js'), main)
  writeFileSync(join(folder, 'index.html'), page)
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}
