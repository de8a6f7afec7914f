/**
 * Packs a few small text files into Electron's archive format: a header of four little-endian uint32, the index as
 * JSON padded to four bytes, then the contents one after the other.
 */
export function packAsar(files) {
  const index = { files: {} }
  let offset = 0
  for (const [name, text] of Object.entries(files)) {
    const size = Buffer.byteLength(text)
    index.files[name] = { size, offset: String(offset) }
    offset += size
  }
  const json = Buffer.from(JSON.stringify(index))
  const padded = Math.ceil(json.length / 4) * 4
  const head = Buffer.alloc(16 + padded)
  head.writeUInt32LE(4, 0)
  head.writeUInt32LE(8 + padded, 4)
  head.writeUInt32LE(4 + padded, 8)
  head.writeUInt32LE(json.length, 12)
  json.copy(head, 16)
  return Buffer.concat([head, ...Object.values(files).map((text) => Buffer.from(text))])
}
