import { createHmac } from 'node:crypto'

/** 22 characters of base64url: 132 bits. */
const idLength = 22

/** Opaque ids and keyed hashes. The same input gives the same in one ledger, another in any other; nothing can be read from it. */
export interface Ids {
  person(tenantId: string, sourceId: string, sourceRef: string): string
  email(tenantId: string, sourceId: string, sourceRef: string): string
  copy(tenantId: string, personId: string, emailId: string, ref: string): string
  /** Finds a person by their id at a source. */
  refKey(tenantId: string, sourceId: string, sourceRef: string): string
  /** Finds people by address, whatever its case; null for no address. */
  addressKey(tenantId: string, address: string): string | null
  /** Finds a sent email by its Message-ID; null for none. */
  messageKey(tenantId: string, messageId: string | null): string | null
}

/** `keyOf` gives the key of a tenant. */
export const createIds = (keyOf: (tenantId: string) => Uint8Array): Ids => {
  // JSON keeps the parts apart whatever they contain; the word in front keeps the kinds apart.
  const hash = (kind: string, tenantId: string, ...parts: readonly string[]): string =>
    createHmac('sha256', keyOf(tenantId))
      .update(JSON.stringify([kind, tenantId, ...parts]))
      .digest('base64url')
      .slice(0, idLength)
  const hashOrNull = (kind: string, tenantId: string, text: string): string | null =>
    text === '' ? null : hash(kind, tenantId, text)
  return {
    person: (tenantId, sourceId, sourceRef) => hash('person', tenantId, sourceId, sourceRef),
    email: (tenantId, sourceId, sourceRef) => hash('email', tenantId, sourceId, sourceRef),
    copy: (tenantId, personId, emailId, ref) => hash('copy', tenantId, personId, emailId, ref),
    refKey: (tenantId, sourceId, sourceRef) => hash('ref', tenantId, sourceId, sourceRef),
    addressKey: (tenantId, address) => hashOrNull('address', tenantId, address.trim().toLowerCase()),
    messageKey: (tenantId, messageId) => hashOrNull('message', tenantId, messageId?.trim() ?? ''),
  }
}
