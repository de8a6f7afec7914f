interface Mask {
  readonly [name: string]: Mask
}

/**
 * Applies the `fields` parameter to an answer: `a,b(c,d),e/f` and `*` (Google APIs, "Partial response"). undefined when
 * the mask can't be read; empty parts of the answer stay out.
 */
export const selectFields = (value: object, fields: string | null): object | undefined => {
  if (fields === null || fields.trim() === '') return value
  const reader = { text: fields.replace(/\s+/g, ''), at: 0 }
  const mask = readList(reader)
  return mask === undefined || reader.at < reader.text.length ? undefined : (pick(value, mask) as object)
}

interface Reader {
  readonly text: string
  at: number
}

const readList = (reader: Reader): Mask | undefined => {
  const mask: Record<string, Mask> = {}
  for (;;) {
    const path = /^[\w*-]+(?:\/[\w*-]+)*/.exec(reader.text.slice(reader.at))?.[0]
    if (path === undefined) return undefined
    reader.at += path.length
    let inner: Mask = {}
    if (reader.text[reader.at] === '(') {
      reader.at += 1
      const list = readList(reader)
      if (list === undefined || reader.text[reader.at] !== ')') return undefined
      reader.at += 1
      inner = list
    }
    const nested = path.split('/').reduceRight<Mask>((below, name) => ({ [name]: below }), inner)
    for (const [name, below] of Object.entries(nested)) mask[name] = { ...mask[name], ...below }
    if (reader.text[reader.at] !== ',') return mask
    reader.at += 1
  }
}

const pick = (value: unknown, mask: Mask): unknown => {
  if (Object.keys(mask).length === 0 || value === null || typeof value !== 'object') return value
  if (Array.isArray(value)) return value.map((item) => pick(item, mask))
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, inner]) => {
      const below = mask[name] ?? mask['*']
      return below === undefined ? [] : [[name, pick(inner, below)]]
    }),
  )
}
