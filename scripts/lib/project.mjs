import { homedir } from 'node:os'
import path from 'node:path'

/** The checkout's own folder, whatever folder a script was started from. */
export const root = path.resolve(import.meta.dirname, '..', '..')

/** A path inside the checkout. */
export const inRoot = (...parts) => path.join(root, ...parts)

/**
 * The folder for what is worth keeping between clones and `npm ci` runs (an unpacked Electron). It follows each
 * platform's convention, so that clean-up tools know it.
 */
export function cacheFolder(env = process.env, platform = process.platform) {
  const home = homedir()
  if (platform === 'darwin') return path.join(home, 'Library', 'Caches', 'whereabouts')
  if (platform === 'win32')
    return path.join(env.LOCALAPPDATA || path.join(home, 'AppData', 'Local'), 'whereabouts', 'Cache')
  return path.join(env.XDG_CACHE_HOME || path.join(home, '.cache'), 'whereabouts')
}

/** True where Chromium refuses to start with its sandbox. */
export const isRoot = () => process.getuid?.() === 0
