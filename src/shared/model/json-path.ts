/** One step into a JSON value: a member's name, a place in a list, or each of the list. */
export type JsonStep = string | number | typeof eachItem
export const eachItem = Symbol('each')

/**
 * Reads a path: a JSON pointer (RFC 6901) when it starts with a slash, else names with dots and places in brackets,
 * `data.items[0].id`, `to[*].address`, `["a.b"].c`. The empty path is the value itself. Null when it is neither.
 */
export const readJsonPath = (path: string): readonly JsonStep[] | null => {
  const text = path.trim()
  if (text === '') return []
  return text.startsWith('/') ? readPointer(text) : readDotted(text)
}

const readPointer = (text: string): readonly JsonStep[] | null => {
  if (/~(?![01])/.test(text)) return null
  return text
    .slice(1)
    .split('/')
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((part) => (/^(0|[1-9]\d{0,8})$/.test(part) ? Number(part) : part))
}

/** A name, or brackets with a place, a star or a quoted name; each after the first with its dot unless it is in brackets. */
const dottedStep = /(?:^|\.)([^.[\]"\s]+(?: +[^.[\]"\s]+)*)|(?:^|\.)?\[(?:(\d{1,9})|(\*)|"((?:[^"\\]|\\.)*)")\]/y

const readDotted = (text: string): readonly JsonStep[] | null => {
  const steps: JsonStep[] = []
  dottedStep.lastIndex = 0
  while (dottedStep.lastIndex < text.length) {
    const found = dottedStep.exec(text)
    if (found === null) return null
    const [, name, place, star, quoted] = found
    if (place !== undefined) steps.push(Number(place))
    else if (star !== undefined || name === '*') steps.push(eachItem)
    else steps.push(name ?? (quoted ?? '').replace(/\\(.)/g, '$1'))
  }
  return steps
}
