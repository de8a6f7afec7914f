/** A `$filter` as a tree. OData 4.01 URL conventions, system query option $filter; the part of it that Graph uses. */
export type Filter =
  | { readonly kind: 'and'; readonly parts: readonly Filter[] }
  | { readonly kind: 'or'; readonly parts: readonly Filter[] }
  | { readonly kind: 'not'; readonly part: Filter }
  | Leaf

export type Leaf =
  | { readonly kind: 'compare'; readonly path: string; readonly operator: Operator; readonly value: string }
  | { readonly kind: 'call'; readonly name: string; readonly path: string; readonly value: string }
  | { readonly kind: 'any'; readonly path: string; readonly variable: string; readonly part: Filter }

export const operators = ['eq', 'ne', 'ge', 'gt', 'le', 'lt'] as const
export type Operator = (typeof operators)[number]

type Token = { readonly kind: 'text' | 'word' | 'sign'; readonly text: string }

const isOperator = (text: string): text is Operator => (operators as readonly string[]).includes(text)

/** Null when a string isn't closed or a character has no meaning. A doubled apostrophe stands for one. */
const tokenize = (source: string): readonly Token[] | null => {
  const pattern = /\s*(?:'((?:[^']|'')*)'|([A-Za-z0-9_$@][\w$@/.:+-]*)|([(),:]))/y
  const tokens: Token[] = []
  const text = source.trimEnd()
  while (pattern.lastIndex < text.length) {
    const match = pattern.exec(text)
    if (!match) return null
    const [, quoted, word, sign] = match
    if (quoted !== undefined) tokens.push({ kind: 'text', text: quoted.replaceAll("''", "'") })
    else if (word !== undefined) tokens.push(...splitLambda(word))
    else tokens.push({ kind: 'sign', text: sign ?? '' })
  }
  return tokens
}

/** `p:p` of a lambda reads as one word: a colon is part of a word only in a time. */
const splitLambda = (word: string): Token[] => {
  const lambda = /^([A-Za-z]\w*):(.*)$/.exec(word)
  if (!lambda) return [{ kind: 'word', text: word }]
  const rest: Token[] = lambda[2] ? [{ kind: 'word', text: lambda[2] }] : []
  return [{ kind: 'word', text: lambda[1] ?? '' }, { kind: 'sign', text: ':' }, ...rest]
}

/** Null when the text is no filter this server understands (`in` among them). */
export const parseFilter = (source: string): Filter | null => {
  const tokens = tokenize(source)
  if (!tokens) return null
  let at = 0
  const peek = (text: string): boolean => tokens[at]?.kind !== 'text' && tokens[at]?.text === text
  const take = (text: string): boolean => {
    if (!peek(text)) return false
    at++
    return true
  }
  const value = (): string | null => {
    const token = tokens[at]
    if (!token || token.kind === 'sign') return null
    at++
    return token.text
  }
  const chain = (kind: 'and' | 'or', one: () => Filter | null): Filter | null => {
    const first = one()
    if (!first) return null
    const parts = [first]
    while (take(kind)) {
      const next = one()
      if (!next) return null
      parts.push(next)
    }
    return parts.length === 1 ? first : { kind, parts }
  }
  const disjunction = (): Filter | null => chain('or', () => chain('and', unary))
  const unary = (): Filter | null => {
    if (!take('not')) return primary()
    const part = unary()
    return part && { kind: 'not', part }
  }
  const primary = (): Filter | null => {
    if (take('(')) {
      const inner = disjunction()
      return inner && take(')') ? inner : null
    }
    const token = tokens[at]
    if (token?.kind !== 'word') return null
    at++
    return take('(') ? called(token.text) : compared(token.text)
  }
  const called = (name: string): Filter | null => {
    const first = value()
    if (first === null) return null
    if (name.endsWith('/any')) {
      if (!take(':')) return null
      const part = disjunction()
      return part && take(')') ? { kind: 'any', path: name.slice(0, -4), variable: first, part } : null
    }
    if (!take(',')) return null
    const second = value()
    return second !== null && take(')') ? { kind: 'call', name: name.toLowerCase(), path: first, value: second } : null
  }
  const compared = (path: string): Filter | null => {
    const operator = value()
    if (operator === null || !isOperator(operator)) return null
    const operand = value()
    return operand === null ? null : { kind: 'compare', path, operator, value: operand }
  }
  const parsed = disjunction()
  return at === tokens.length ? parsed : null
}

/** Every comparison in the tree, in reading order. */
export const leaves = (filter: Filter): readonly Leaf[] => {
  if (filter.kind === 'and' || filter.kind === 'or') return filter.parts.flatMap(leaves)
  return filter.kind === 'not' ? leaves(filter.part) : [filter]
}

/** Judges each leaf by `test`. */
export const holds = (filter: Filter, test: (leaf: Leaf) => boolean): boolean => {
  if (filter.kind === 'and') return filter.parts.every((part) => holds(part, test))
  if (filter.kind === 'or') return filter.parts.some((part) => holds(part, test))
  return filter.kind === 'not' ? !holds(filter.part, test) : test(filter)
}

export const compareWith = (operator: Operator, order: number): boolean => {
  if (operator === 'eq') return order === 0
  if (operator === 'ne') return order !== 0
  if (operator === 'ge') return order >= 0
  if (operator === 'gt') return order > 0
  return operator === 'le' ? order <= 0 : order < 0
}
