/** A piece of a structured header: a word, a quoted string's content, or a comment's content without its brackets. */
export interface Token {
  readonly kind: 'word' | 'comment'
  readonly text: string
}

/**
 * Words and comments of a structured header field (RFC 5322 section 3.2). Comments nest; what is never closed ends with the
 * text. `separator` is a character that is a word of its own.
 */
export const tokensOf = (text: string, separator = ';'): readonly Token[] => {
  const tokens: Token[] = []
  let word = ''
  let start = 0
  let depth = 0
  let quoted = false
  const endWord = (): void => {
    if (word !== '') tokens.push({ kind: 'word', text: word })
    word = ''
  }
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at]!
    if (letter === '\\' && (depth > 0 || quoted)) {
      if (quoted && depth === 0) word += text[at + 1] ?? ''
      at += 1
    } else if (depth > 0) {
      if (letter === '(') depth += 1
      if (letter !== ')') continue
      depth -= 1
      if (depth === 0) tokens.push({ kind: 'comment', text: text.slice(start, at) })
    } else if (letter === '"') quoted = !quoted
    else if (quoted) word += letter
    else if (letter === '(') {
      endWord()
      depth = 1
      start = at + 1
    } else if (letter === separator) {
      endWord()
      tokens.push({ kind: 'word', text: separator })
    } else if (/\s/.test(letter)) endWord()
    else word += letter
  }
  if (depth > 0) tokens.push({ kind: 'comment', text: text.slice(start) })
  endWord()
  return tokens
}
