import { execFileSync } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'
import path from 'node:path'

// A row of equals signs alone also underlines headings: git never leaves one without the other two.
const marker = /^(?:<{7}|>{7}|\|{7})(?: |\r?$)/

/** The lines, counted from 1, that git leaves where a merge could not be made. */
export function markersIn(text) {
  return text.split('\n').flatMap((line, index) => (marker.test(line) ? [index + 1] : []))
}

/** Such lines in every text file that git knows below a folder, as `file:line`, and how many files were read. */
export function findMarkers(folder) {
  const listed = execFileSync('git', ['ls-files', '-z'], { cwd: folder, encoding: 'utf8', maxBuffer: 64_000_000 })
  const files = [...new Set(listed.split('\0'))].filter((file) => file !== '')
  const found = []
  let read = 0
  for (const file of files) {
    const full = path.join(folder, file)
    // A file that was removed and not committed yet, and a link to a folder, have nothing to read.
    if (!statSync(full, { throwIfNoEntry: false })?.isFile()) continue
    const bytes = readFileSync(full)
    if (bytes.includes(0)) continue
    read++
    found.push(...markersIn(bytes.toString('utf8')).map((line) => `${file}:${line}`))
  }
  return { found, read }
}
