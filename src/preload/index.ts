import { contextBridge, ipcRenderer, webUtils } from 'electron'
import { callChannel, callNames, eventChannel } from '../shared/contract/names'

const api: Record<string, unknown> = {
  onEvent: (listener: (event: unknown) => void) => {
    const forward = (_: unknown, event: unknown): void => listener(event)
    ipcRenderer.on(eventChannel, forward)
    return () => void ipcRenderer.off(eventChannel, forward)
  },
}
for (const name of callNames) {
  const [group, action] = name.split('.') as [string, string]
  const functions = (api[group] ??= {}) as Record<string, unknown>
  functions[action] =
    name === 'imports.drop'
      ? // The page hands in the file that was dropped on it and never learns or names a path.
        (file: File) => ipcRenderer.invoke(callChannel(name), { path: webUtils.getPathForFile(file) })
      : (input: unknown) => ipcRenderer.invoke(callChannel(name), input)
}

contextBridge.exposeInMainWorld('whereabouts', api)
