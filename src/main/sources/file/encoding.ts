import type { FileEncoding } from '../../../shared/model'

const marks: readonly (readonly [FileEncoding, readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
]

const markOf = (head: Buffer): FileEncoding | null =>
  marks.find(([, bytes]) => bytes.every((byte, at) => head[at] === byte))?.[0] ?? null

/** UTF-16 without a mark: every other byte of mostly Latin text is zero. */
const bareUtf16 = (head: Buffer): FileEncoding | null => {
  const sample = head.subarray(0, 2_000)
  if (sample.length < 4) return null
  let even = 0
  let odd = 0
  for (let at = 0; at < sample.length; at += 1) if (sample[at] === 0) at % 2 === 0 ? (even += 1) : (odd += 1)
  const half = sample.length / 2
  if (odd > half * 0.6 && even < half * 0.1) return 'utf-16le'
  if (even > half * 0.6 && odd < half * 0.1) return 'utf-16be'
  return null
}

const isAscii = (bytes: Buffer): boolean => {
  for (let at = 0; at < bytes.length; at += 1) if (bytes[at]! > 0x7f) return false
  return true
}

/** Whether bytes are UTF-8; a character that is cut off at the end is no fault. */
const isUtf8 = (bytes: Buffer): boolean => {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true })
    return true
  } catch {
    return false
  }
}

/** The encoding of a text that begins so; null while only ASCII was seen, which UTF-8 and windows-1252 share. */
export const encodingOf = (head: Buffer): FileEncoding | null =>
  markOf(head) ?? bareUtf16(head) ?? (isAscii(head) ? null : isUtf8(head) ? 'utf-8' : 'windows-1252')

/** True for what is no text in any encoding that we read: zero bytes and control characters. */
export const isBinary = (head: Buffer): boolean => {
  if (markOf(head)?.startsWith('utf-16') || bareUtf16(head)) return false
  let odd = 0
  for (const byte of head) {
    if (byte === 0) return true
    if (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d && byte !== 0x0c && byte !== 0x1b) odd += 1
  }
  return odd > head.length / 100
}

/** Stands where bytes were no character of the encoding. */
export const brokenCharacter = '\uFFFD'

/**
 * Turns bytes into text piece by piece. The byte order mark is left out. Without a known encoding the first bytes beyond
 * ASCII decide, wherever they are: a name with an accent may come late.
 */
export async function* textsOf(
  pieces: AsyncIterable<Buffer>,
  known: FileEncoding | null,
): AsyncGenerator<string, void, undefined> {
  let decoder = known === null ? null : new TextDecoder(known)
  for await (const piece of pieces) {
    if (decoder === null && !isAscii(piece)) decoder = new TextDecoder(isUtf8(piece) ? 'utf-8' : 'windows-1252')
    yield decoder === null ? piece.toString('latin1') : decoder.decode(piece, { stream: true })
  }
  const rest = decoder?.decode() ?? ''
  if (rest !== '') yield rest
}
