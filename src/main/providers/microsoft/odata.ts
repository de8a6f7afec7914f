/**
 * One value as it stands inside a `$filter`, ready for a URL: apostrophes doubled (OData 4.01 URL conventions §5.1.1.1),
 * then percent-encoded whole, because the client sends `+ & = #` as they are and a server reads them as something else.
 */
export const quoted = (value: string): string =>
  `'${encodeURIComponent(value.replaceAll("'", "''")).replaceAll("'", '%27')}'`

/** Terms joined by `or`, encoded. */
export const anyOf = (terms: readonly string[]): string => terms.join('%20or%20')

/** Terms joined by `and`, encoded. */
export const allOf = (terms: readonly string[]): string => terms.join('%20and%20')

export const equal = (property: string, literal: string): string => `${property}%20eq%20${literal}`

/** An instant as a DateTimeOffset literal, encoded. */
export const instant = (epochMs: number): string => encodeURIComponent(new Date(epochMs).toISOString())

/** A path segment; an id may hold any character of base64, an address nearly any character at all. */
export const segment = (text: string): string => encodeURIComponent(text)
