import { randomInt } from 'node:crypto'
import type { GoogleConnection } from '../../tenants/settings'
import type { CapabilityCheck, MailProvider, Mailbox, ProviderParts } from '../provider'
import { createAccess } from './access'
import { check, subjectFor } from './check'
import { createConnection } from './connection'
import { directory } from './directory'
import { asTokens, createDelegated, noDirectory, resolveSelf } from './delegated'
import { deliver } from './deliver'
import { createLabelNames } from './labels'
import { locate } from './locate'
import { createMailboxCalls, type MailboxCalls } from './mailbox-calls'
import { moveToInbox } from './move-to-inbox'
import { isAt, putBack, undoRefusal } from './put-back'
import { readCopy } from './read-copy'
import { resolvePerson } from './resolve-person'
import { scan } from './scan'
import { createTokens } from './tokens'

/**
 * Google Workspace through a service account with domain-wide delegation: each mailbox is opened as its owner, the
 * directory as the tenant's admin; or by a person's sign-in, for their own mailbox alone. Nothing of Google's client is loaded before the first call.
 */
export const createGoogleProvider = (
  settings: GoogleConnection,
  parts: ProviderParts,
): MailProvider & CapabilityCheck => {
  const delegated = createDelegated(settings, parts)
  const tokens = delegated ? asTokens(delegated) : createTokens(settings, parts)
  const connection = createConnection(settings, parts, () => randomInt(1_000_000) / 1_000_000, tokens)
  const access = createAccess(connection)
  const labels = createLabelNames(connection.now)
  const callsTo = (mailbox: Mailbox): MailboxCalls => createMailboxCalls(connection, access, labels, mailbox.address)

  return {
    resolvePerson: (address, signal) =>
      delegated ? resolveSelf(delegated, address) : resolvePerson(connection, settings.adminAddress, address, signal),
    directory: (cursor, signal) =>
      delegated ? noDirectory() : directory(connection, settings.adminAddress, cursor, signal),
    locate: (mailbox, wanted, signal, report) => locate(connection, callsTo(mailbox), labels, wanted, signal, report),
    scan: (mailbox, query, signal) => scan(callsTo(mailbox), query, signal),
    readCopy: (mailbox, ref, signal) => readCopy(callsTo(mailbox), ref, signal),
    moveToInbox: (mailbox, copy, signal) => moveToInbox(callsTo(mailbox), copy, signal),
    putBack: (mailbox, ref, origin, signal) => putBack(callsTo(mailbox), ref, origin, signal),
    deliver: (mailbox, letter, how, signal) => deliver(callsTo(mailbox), letter, how, connection.now(), signal),
    isAt,
    undoRefusal,
    check: async (capability, signal, mailbox) => {
      const self = delegated ? ((await delegated.account())?.name ?? null) : null
      const subject = subjectFor(settings, mailbox, self)
      return check({ connection, settings, subject, signal, now: connection.now }, capability)
    },
    ...(delegated ? { delegated } : {}),
  }
}
