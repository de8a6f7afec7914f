/** Largest key or certificate file that is read, in bytes. */
export const largestFile = 64_000

/** A file as text; null when it is larger than any key or certificate is. */
export const textOf = async (file: File): Promise<string | null> => (file.size > largestFile ? null : file.text())

/** A file's bytes as base64; null when it is larger than any key or certificate is. */
export const base64Of = async (file: File): Promise<string | null> => {
  if (file.size > largestFile) return null
  const bytes = new Uint8Array(await file.arrayBuffer())
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
}

/** True for what begins like a certificate or key in text; a PFX is binary. */
export const isPem = (text: string): boolean => text.includes('-----BEGIN')
