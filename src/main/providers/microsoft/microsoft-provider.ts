import type { MicrosoftConnection } from '../../tenants/settings'
import type { CapabilityCheck, MailProvider, ProviderParts } from '../provider'
import { check } from './check'
import { directory } from './directory'
import { deliver } from './deliver'
import { failure } from './failures'
import { locate } from './locate'
import { moveToInbox } from './move-to-inbox'
import { isAt, putBack, undoRefusal } from './put-back'
import { readCopy } from './read-copy'
import { resolvePerson } from './resolve-person'
import { scan } from './scan'
import { createSession, type Session } from './session'

/** Exchange Online through Microsoft Graph v1.0, with application permissions or by a person's sign-in. Its clients are loaded at first use. */
export const createMicrosoftProvider = (
  settings: MicrosoftConnection,
  parts: ProviderParts,
  random: () => number = Math.random,
): MailProvider & CapabilityCheck => {
  const session = createSession(settings, parts, random)
  /** Whose mailbox `/me` is has to be known before anything is asked. */
  const ready = async (): Promise<Session> => {
    session.self = (await session.delegated?.account()) ?? null
    return session
  }
  return {
    resolvePerson: async (address, signal) => resolvePerson(await ready(), address, signal),
    async *directory(cursor, signal) {
      yield* directory(await ready(), cursor, signal)
    },
    locate: async (mailbox, wanted, signal, report) => locate(await ready(), mailbox, wanted, signal, report),
    async *scan(mailbox, query, signal) {
      yield* scan(await ready(), mailbox, query, signal)
    },
    readCopy: async (mailbox, ref, signal) => readCopy(await ready(), mailbox, ref, signal),
    moveToInbox: async (mailbox, copy, signal) => moveToInbox(await ready(), mailbox, copy, signal),
    putBack: async (mailbox, ref, origin, signal) => putBack(await ready(), mailbox, ref, origin, signal),
    deliver: async (mailbox, letter, how, signal) => {
      if (how === 'import') throw failure('our-fault')
      return deliver(await ready(), mailbox, letter, signal)
    },
    isAt,
    undoRefusal,
    check: async (capability, signal, mailbox) => check(await ready(), capability, signal, mailbox ?? null),
    ...(session.delegated ? { delegated: session.delegated } : {}),
  }
}
