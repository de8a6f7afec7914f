import { createWriteStream, mkdirSync, symlinkSync } from 'node:fs'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { text } from 'node:stream/consumers'

const symbolicLink = 0o120000
const fileTypeMask = 0o170000

/**
 * Unpacks a zip archive with its permissions and symbolic links. `rename` maps an entry's name to a path below
 * `folder`, or to undefined to leave it out. An entry that would leave `folder` is refused.
 */
export async function unzip(file, folder, rename) {
  const yauzl = await import('yauzl')
  const zip = await new Promise((settle, fail) =>
    yauzl.open(file, { lazyEntries: true }, (error, opened) => (error ? fail(error) : settle(opened))),
  )
  const openEntry = (entry) =>
    new Promise((settle, fail) => zip.openReadStream(entry, (error, stream) => (error ? fail(error) : settle(stream))))

  const unpack = async (entry) => {
    const name = rename(entry.fileName)
    if (name === undefined) return
    const target = path.resolve(folder, name)
    if (!target.startsWith(path.resolve(folder) + path.sep))
      throw new Error(`the archive holds an entry outside its folder: ${name}`)
    if (entry.fileName.endsWith('/')) return void mkdirSync(target, { recursive: true })
    mkdirSync(path.dirname(target), { recursive: true })
    const mode = entry.externalFileAttributes >>> 16
    if ((mode & fileTypeMask) === symbolicLink) return symlinkSync(await text(await openEntry(entry)), target)
    await pipeline(await openEntry(entry), createWriteStream(target, { mode: mode & 0o777 || 0o644 }))
  }

  await new Promise((settle, fail) => {
    zip.on('error', fail)
    zip.on('end', settle)
    zip.on('entry', (entry) => unpack(entry).then(() => zip.readEntry(), fail))
    zip.readEntry()
  }).finally(() => zip.close())
}
