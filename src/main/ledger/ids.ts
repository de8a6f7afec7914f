import { createHmac } from 'node:crypto'

/** 22 characters of base64url: 132 bits. */
const idLength = 22

/** Opaque ids. The same input gives the same id in one ledger, another one in any other; nothing can be read from it. */
export interface Ids {
  person(tenantId: string, sourceId: string, sourceRef: string): string
  email(tenantId: string, sourceId: string, sourceRef: string): string
  copy(tenantId: string, personId: string, emailId: string, ref: string): string
}

export const createIds = (key: Uint8Array): Ids => {
  // JSON keeps the parts apart whatever they contain; the word in front keeps the kinds apart.
  const hash = (...parts: readonly string[]): string =>
    createHmac('sha256', key).update(JSON.stringify(parts)).digest('base64url').slice(0, idLength)
  return {
    person: (tenantId, sourceId, sourceRef) => hash('person', tenantId, sourceId, sourceRef),
    email: (tenantId, sourceId, sourceRef) => hash('email', tenantId, sourceId, sourceRef),
    copy: (tenantId, personId, emailId, ref) => hash('copy', tenantId, personId, emailId, ref),
  }
}
