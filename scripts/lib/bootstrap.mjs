import { ensureBuild } from './build.mjs'
import { ensureDependencies } from './dependencies.mjs'
import { ensureElectron, electronEnv } from './electron-binary.mjs'
import { lacksDisplay, startVirtualDisplay } from './display.mjs'
import { checkNode } from './node-version.mjs'
import { ensureSystemLibraries } from './system-libraries.mjs'

/** Everything that runs on plain Node: the right Node and the installed packages. */
export async function prepareTools() {
  checkNode()
  await ensureDependencies()
}

/** The tools and an Electron that can start here. */
export async function prepareElectron({ virtualDisplay = lacksDisplay() } = {}) {
  await prepareTools()
  const electron = await ensureElectron()
  await ensureSystemLibraries(electron.executable, { virtualDisplay })
  return electron
}

/**
 * The tools, an Electron, the built app and a display to open windows on: the machine's own, or where there is none, one
 * in memory. `done` is to be called at the end.
 */
export async function prepareApp() {
  const electron = await prepareElectron()
  await ensureBuild()
  const display = lacksDisplay() ? await startVirtualDisplay() : undefined
  return {
    electron,
    virtual: display !== undefined,
    env: { ...electronEnv(electron), ...display?.env },
    done: () => display?.stop(),
  }
}
