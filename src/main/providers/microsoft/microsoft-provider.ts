import type { MicrosoftConnection } from '../../tenants/settings'
import type { MailProvider, ProviderParts } from '../provider'
import { locate } from './locate'
import { moveToInbox } from './move-to-inbox'
import { isAt, putBack, undoRefusal } from './put-back'
import { readCopy } from './read-copy'
import { resolvePerson } from './resolve-person'
import { createSession } from './session'

/** Exchange Online through Microsoft Graph v1.0, with application permissions. Its clients are loaded at first use. */
export const createMicrosoftProvider = (
  settings: MicrosoftConnection,
  parts: ProviderParts,
  random: () => number = Math.random,
): MailProvider => {
  const session = createSession(settings, parts, random)
  return {
    resolvePerson: (address, signal) => resolvePerson(session, address, signal),
    locate: (mailbox, wanted, signal, report) => locate(session, mailbox, wanted, signal, report),
    readCopy: (mailbox, ref, signal) => readCopy(session, mailbox, ref, signal),
    moveToInbox: (mailbox, copy, signal) => moveToInbox(session, mailbox, copy, signal),
    putBack: (mailbox, ref, origin, signal) => putBack(session, mailbox, ref, origin, signal),
    isAt,
    undoRefusal,
  }
}
