import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { root } from './project.mjs'

/** SHA-256 of one text or buffer, in hex. */
export const sha256 = (content) => createHash('sha256').update(content).digest('hex')

/**
 * One SHA-256 over the names and contents of files and folders of the checkout; what does not exist counts as empty.
 * `skip` leaves a file out by its path, which always has forward slashes.
 */
export function hashOf(entries, skip = () => false, base = root) {
  const hash = createHash('sha256')
  for (const file of entries.flatMap((entry) => filesIn(path.join(base, entry))).sort()) {
    const name = path.relative(base, file).replaceAll('\\', '/')
    if (skip(name)) continue
    const content = readFileSync(file)
    hash.update(`${name}\0${content.length}\0`).update(content)
  }
  return hash.digest('hex')
}

function filesIn(entry) {
  if (!existsSync(entry)) return []
  if (!statSync(entry).isDirectory()) return [entry]
  return readdirSync(entry, { recursive: true, withFileTypes: true })
    .filter((found) => found.isFile())
    .map((found) => path.join(found.parentPath ?? found.path, found.name))
}
