const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

const fromBase64 = (text: string): Uint8Array => {
  const bytes: number[] = []
  let bits = 0
  let held = 0
  for (const letter of text) {
    const value = alphabet.indexOf(letter)
    if (value === -1) continue
    held = ((held << 6) | value) & 0xffffff
    bits += 6
    if (bits < 8) continue
    bits -= 8
    bytes.push((held >> bits) & 255)
  }
  return Uint8Array.from(bytes)
}

const fromQ = (text: string): Uint8Array => {
  const bytes: number[] = []
  for (let at = 0; at < text.length; at += 1) {
    const hex = text[at] === '=' ? /^[0-9a-f]{2}$/i.exec(text.slice(at + 1, at + 3))?.[0] : undefined
    if (hex !== undefined) {
      bytes.push(parseInt(hex, 16))
      at += 2
    } else bytes.push(text[at] === '_' ? 32 : text.charCodeAt(at) & 255)
  }
  return Uint8Array.from(bytes)
}

const decoded = (whole: string, charset: string, encoding: string, text: string): string => {
  try {
    const bytes = encoding.toLowerCase() === 'b' ? fromBase64(text) : fromQ(text)
    return new TextDecoder(charset.replace(/\*.*$/, '')).decode(bytes)
  } catch {
    // A character set that nobody here knows: what was written is more than a guess.
    return whole
  }
}

/** A header's text with its encoded words (RFC 2047) read; those that can't be read stay as they are. */
export const decodeWords = (text: string): string =>
  text.replace(/\?=[ \t]+=\?/g, '?==?').replace(/=\?([^?\s]{1,60})\?([bq])\?([^?\s]*)\?=/gi, decoded)
