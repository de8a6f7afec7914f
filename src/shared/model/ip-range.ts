/** An IP address or a CIDR range as its bits: 4 or 16 bytes, and how many leading bits count. */
interface IpRange {
  readonly bytes: readonly number[]
  readonly bits: number
}

const ipv4Bytes = (text: string): readonly number[] | null => {
  const parts = text.split('.')
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256)) return null
  return parts.map(Number)
}

const wordsOf = (text: string): readonly number[] | null => {
  if (text === '') return []
  const words: number[] = []
  for (const part of text.split(':')) {
    const v4 = part.includes('.') ? ipv4Bytes(part) : null
    if (v4 !== null) words.push(v4[0]! * 256 + v4[1]!, v4[2]! * 256 + v4[3]!)
    else if (/^[0-9a-f]{1,4}$/i.test(part)) words.push(parseInt(part, 16))
    else return null
  }
  return words
}

/** RFC 4291 section 2.2, with `::` at most once and a trailing IPv4 part allowed. */
const ipv6Bytes = (text: string): readonly number[] | null => {
  const halves = text.split('::')
  if (halves.length > 2) return null
  const [head, tail] = [wordsOf(halves[0] ?? ''), halves.length === 2 ? wordsOf(halves[1] ?? '') : []]
  if (head === null || tail === null) return null
  const missing = 8 - head.length - tail.length
  if (halves.length === 2 ? missing < 1 : missing !== 0) return null
  const words = [...head, ...Array<number>(missing).fill(0), ...tail]
  return words.flatMap((word) => [word >> 8, word & 255])
}

const isMapped = (bytes: readonly number[]): boolean =>
  bytes.length === 16 && bytes.slice(0, 10).every((byte) => byte === 0) && bytes[10] === 255 && bytes[11] === 255

const bytesOf = (text: string): readonly number[] | null => {
  const bytes = text.includes(':') ? ipv6Bytes(text.replace(/%.*$/, '')) : ipv4Bytes(text)
  // An IPv4 address that a server writes as IPv6 (::ffff:192.0.2.1) is the same address.
  return bytes !== null && isMapped(bytes) ? bytes.slice(12) : bytes
}

const rangeOf = (text: string): IpRange | null => {
  const [address = '', length, ...more] = text.trim().split('/')
  const bytes = bytesOf(address)
  if (bytes === null || more.length > 0) return null
  const all = bytes.length * 8
  if (length === undefined) return { bytes, bits: all }
  return /^\d{1,3}$/.test(length) && Number(length) <= all ? { bytes, bits: Number(length) } : null
}

/** True for an IPv4 or IPv6 address without anything around it. */
export const isIpAddress = (text: string): boolean => bytesOf(text) !== null

/** True for an IP address or a CIDR range. */
export const isIpRange = (text: string): boolean => rangeOf(text) !== null

/** True when the address is this address, or one of this CIDR range; false for whatever is neither. */
export const isInRange = (address: string, range: string): boolean => {
  const one = bytesOf(address)
  const all = rangeOf(range)
  if (one === null || all === null || one.length !== all.bytes.length) return false
  return one.every((byte, index) => {
    const left = Math.min(8, Math.max(0, all.bits - index * 8))
    const mask = (0xff00 >> left) & 0xff
    return (byte & mask) === (all.bytes[index]! & mask)
  })
}
