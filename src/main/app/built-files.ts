import { join } from 'node:path'
import { app } from 'electron'

/** A file of the build, by its path below `out/`. The importing file's own place says nothing: the bundler chooses it. */
export const builtFile = (path: string): string => join(app.getAppPath(), 'out', path)
