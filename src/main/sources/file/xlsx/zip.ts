import { open, type Entry, type ZipFile } from 'yauzl'
import { refuseBomb } from '../bytes'
import { fileFailure } from '../file-failure'

/** A workbook has a few dozen parts. */
const mostParts = 5_000

const damaged = (cause: unknown): Error =>
  cause instanceof Error && cause.name === 'Failure'
    ? cause
    : fileFailure('The workbook is damaged or cut off: get it anew, or save it as CSV.', cause)

/** The parts of a workbook by name. */
export interface Parts {
  /** Null for a part that isn't there. `onBytes` is told the share that was read, from 0 to 1. */
  read(name: string, onShare?: (share: number) => void): AsyncGenerator<string> | null
  close(): void
}

const openZip = (path: string): Promise<ZipFile> =>
  new Promise((resolve, reject) =>
    open(path, { lazyEntries: true, autoClose: false }, (error, zip) => (error ? reject(error) : resolve(zip))),
  )

const entriesOf = (zip: ZipFile): Promise<ReadonlyMap<string, Entry>> =>
  new Promise((resolve, reject) => {
    const entries = new Map<string, Entry>()
    zip.on('entry', (entry: Entry) => {
      entries.set(entry.fileName, entry)
      if (entries.size > mostParts) reject(fileFailure('The file has more parts than a workbook: it is none.'))
      else zip.readEntry()
    })
    zip.on('end', () => resolve(entries))
    zip.on('error', reject)
    zip.readEntry()
  })

async function* textOf(zip: ZipFile, entry: Entry, onShare: (share: number) => void): AsyncGenerator<string> {
  if (entry.isEncrypted()) throw fileFailure('The workbook has a password: save it without one.')
  const decoder = new TextDecoder('utf-8')
  let unpacked = 0
  try {
    const stream = await new Promise<NodeJS.ReadableStream>((resolve, reject) =>
      zip.openReadStream(entry, (error, opened) => (error ? reject(error) : resolve(opened))),
    )
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      unpacked += chunk.length
      refuseBomb(unpacked, entry.compressedSize)
      onShare(unpacked / Math.max(1, entry.uncompressedSize))
      yield decoder.decode(chunk, { stream: true })
    }
    yield decoder.decode()
  } catch (error) {
    throw damaged(error)
  }
}

/** Opens a workbook's archive. Throws a `Failure` with the field `file`. */
export const openParts = async (path: string): Promise<Parts> => {
  let zip: ZipFile | null = null
  try {
    zip = await openZip(path)
    const opened = zip
    const entries = await entriesOf(opened)
    return {
      read: (name, onShare = () => undefined) => {
        const entry = entries.get(name)
        return entry ? textOf(opened, entry, onShare) : null
      },
      close: () => opened.close(),
    }
  } catch (error) {
    zip?.close()
    throw damaged(error)
  }
}
