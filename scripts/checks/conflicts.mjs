// Looks for what a merge left behind in every text file that git knows. Fails when it looked at none.
import { findMarkers } from '../lib/conflict-markers.mjs'
import { root } from '../lib/project.mjs'

const { found, read } = findMarkers(root)
for (const place of found) process.stdout.write(`a conflict marker is left at ${place}\n`)
if (read === 0) process.stdout.write('the check looked at no file\n')
process.exitCode = found.length > 0 || read === 0 ? 1 : 0
