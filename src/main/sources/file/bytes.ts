import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { createGunzip } from 'node:zlib'
import { fileFailure } from './file-failure'
import { limits } from './limits'

/** Counts what was read, as far as progress needs it. */
export interface ReadSoFar {
  /** Bytes of the file itself, packed or not. */
  bytes: number
}

const chunkBytes = 64 * 1024

const cantRead = (error: unknown): Error => {
  const code = error instanceof Error && 'code' in error ? error.code : null
  if (code === 'ENOENT') return fileFailure('The file is no longer there: choose it again.', error)
  if (code === 'EISDIR') return fileFailure('This is a folder: choose a file.', error)
  if (code === 'EACCES' || code === 'EPERM')
    return fileFailure('The file may not be read: check its permissions, then choose it again.', error)
  return fileFailure('The file can’t be read: copy it to this computer, then choose it again.', error)
}

/** The first bytes of a file as they lie there, and its size. Throws a `Failure` with the field `file`. */
export const readHead = async (path: string, wanted: number): Promise<{ head: Buffer; size: number }> => {
  try {
    const handle = await open(path, 'r')
    try {
      const { size } = await handle.stat()
      const head = Buffer.alloc(Math.min(wanted, size))
      const { bytesRead } = await handle.read(head, 0, head.length, 0)
      return { head: head.subarray(0, bytesRead), size }
    } finally {
      await handle.close()
    }
  } catch (error) {
    throw cantRead(error)
  }
}

export const isGzip = (head: Buffer): boolean => head[0] === 0x1f && head[1] === 0x8b

/** Guards against a file that unpacks to far more than any log. */
export const refuseBomb = (unpacked: number, packed: number): void => {
  const isBomb = unpacked > limits.bombFrom && unpacked > packed * limits.ratio
  if (!isBomb && unpacked <= limits.unpacked) return
  throw fileFailure('The file unpacks to far more than a log would: unpack it yourself and look at it first.')
}

const gunzipFailure = (error: unknown): Error => {
  const code = error instanceof Error && 'code' in error ? error.code : null
  if (code === 'Z_BUF_ERROR')
    return fileFailure(
      'The packed file ends too early: it was cut off, get it anew. What stands before was read.',
      error,
    )
  return fileFailure('The packed file is damaged: get it anew. What stands before the damage was read.', error)
}

async function* plainBytes(path: string, read: ReadSoFar): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: chunkBytes })) {
      read.bytes += (chunk as Buffer).length
      yield chunk as Buffer
    }
  } catch (error) {
    throw cantRead(error)
  }
}

async function* unpackedBytes(path: string, read: ReadSoFar): AsyncGenerator<Buffer> {
  const file = createReadStream(path, { highWaterMark: chunkBytes })
  const gunzip = createGunzip({ chunkSize: chunkBytes })
  file.on('data', (chunk) => (read.bytes += chunk.length))
  file.on('error', (error) => gunzip.destroy(cantRead(error)))
  file.pipe(gunzip)
  let unpacked = 0
  try {
    for await (const chunk of gunzip) {
      unpacked += (chunk as Buffer).length
      refuseBomb(unpacked, read.bytes)
      yield chunk as Buffer
    }
  } catch (error) {
    const isOurs = error instanceof Error && error.name === 'Failure'
    throw isOurs ? error : gunzipFailure(error)
  } finally {
    file.destroy()
  }
}

/** The bytes of a file piece by piece, unpacked where it is gzip. Throws a `Failure` with the field `file`. */
export const bytesOf = (path: string, gzip: boolean, read: ReadSoFar): AsyncGenerator<Buffer> =>
  gzip ? unpackedBytes(path, read) : plainBytes(path, read)

/** The first bytes of what a file holds, unpacked. What fails behind them is left for the reading. */
export const headOf = async (path: string, gzip: boolean, wanted: number): Promise<Buffer> => {
  const pieces: Buffer[] = []
  let length = 0
  try {
    for await (const piece of bytesOf(path, gzip, { bytes: 0 })) {
      pieces.push(piece)
      length += piece.length
      if (length >= wanted) break
    }
  } catch (error) {
    if (length === 0) throw error
  }
  return Buffer.concat(pieces).subarray(0, wanted)
}
