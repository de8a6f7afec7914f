const secretKey = /secret|token|password|assertion|private_?key|authorization|credential|^code(_verifier)?$/i

const redactValue = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(redactValue)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      secretKey.test(key) && key !== 'client_assertion_type' ? '(redacted)' : redactValue(inner),
    ]),
  )
}

const parsed = (contentType: string, body: string): unknown => {
  if (contentType.includes('x-www-form-urlencoded')) return Object.fromEntries(new URLSearchParams(body))
  try {
    return JSON.parse(body)
  } catch {
    return null
  }
}

/** A request's body as data without secrets; null when it has none or is neither JSON nor a form. */
export const redactBody = (contentType: string, body: string): unknown =>
  body === '' ? null : redactValue(parsed(contentType, body))
