import { Failure, type FailureCode, type Place } from '../../../shared/model'
import type {
  DirectoryPerson,
  FoundCopy,
  LocateResult,
  MailProvider,
  Mailbox,
  WantedEmail,
} from '../../providers/provider'

export const inbox: Place = { kind: 'inbox', path: ['Inbox'], tab: 'focused' }
export const junk: Place = { kind: 'junk', path: ['Junk Email'], tab: null }
export const training: Place = { kind: 'folder', path: ['Vendors', 'Training'], tab: null }

export interface FakeMessage {
  place: Place
  /** Tells folders of one name apart, and a renamed one from another; by default a folder is its path. */
  folder?: string
  readonly messageId: string
  readonly sender: string
  /** As the provider was asked for; null: refused. */
  readonly headers?: FoundCopy['headers'] | undefined
}

/** Where a message lies, as text. */
const originOf = (place: Place, folder = place.path.join('/')): string => JSON.stringify({ place, folder })
const readOrigin = (origin: string) => JSON.parse(origin) as { readonly place: Place; readonly folder: string }

const aborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(new Failure({ code: 'cancelled', message: 'Abandoned.' })))
  })

/**
 * One mailbox in memory behind the provider interface. `next` makes the next move or put-back fail: before it took effect,
 * or after (the answer is lost).
 */
export const createFakeProvider = (messages: Record<string, FakeMessage>) => {
  const mailbox = new Map(Object.entries(messages).map(([ref, message]) => [ref, { ...message }]))
  const calls: string[] = []
  const mailboxes: Mailbox[] = []
  let trouble: { code: FailureCode; tookEffect: boolean } | null = null
  let unreadable = false
  let directory: Partial<DirectoryPerson> = {}
  let directoryPages: MailProvider['directory'] = async function* () {
    yield { people: [], removed: [], next: null, changesFrom: null }
  }
  let searching: FailureCode | Error | null = null
  let gate: Promise<void> = Promise.resolve()
  let deaf = false

  const copyOf = (ref: string): FoundCopy | null => {
    const message = mailbox.get(ref)
    if (!message) return null
    const { place, folder, messageId, sender, headers = [] } = message
    return {
      ref,
      place,
      unread: true,
      receivedAt: null,
      match: 'exact',
      sender,
      messageId,
      headers,
      origin: originOf(place, folder),
    }
  }
  const change = (call: string, ref: string, place: Place, folder?: string): FoundCopy => {
    calls.push(call)
    const message = mailbox.get(ref)
    if (!message) throw new Failure({ code: 'message-gone', message: 'Gone.' })
    const planned = trouble
    trouble = null
    if (!planned || planned.tookEffect) Object.assign(message, { place, folder })
    if (planned) throw new Failure({ code: planned.code, message: `Simulated ${planned.code}.` })
    return copyOf(ref)!
  }
  const locateOne = (wanted: WantedEmail): LocateResult => {
    const copies = [...mailbox.keys()].map((ref) => copyOf(ref)!).filter((copy) => copy.messageId === wanted.messageId)
    const located = copies.length > 0 ? ({ kind: 'found', copies } as const) : ({ kind: 'not-found' } as const)
    return { emailId: wanted.emailId, located, call: 'fake search' }
  }

  const provider: MailProvider = {
    resolvePerson: (address) => {
      calls.push('resolve')
      return Promise.resolve({
        directoryId: `directory of ${address}`,
        address,
        signInName: null,
        aliases: [],
        status: 'active',
        mailbox: 'present',
        ...directory,
      })
    },
    async *directory(cursor, signal) {
      calls.push(`directory ${cursor ?? 'from the start'}`)
      await gate
      yield* directoryPages(cursor, signal)
    },
    locate: async (asked: Mailbox, wanted, signal, report) => {
      calls.push(`locate ${wanted.length}${wanted.some(({ again }) => again) ? ' again' : ''}`)
      mailboxes.push(asked)
      if (searching instanceof Error) throw searching
      if (searching) throw new Failure({ code: searching, message: `Simulated ${searching}.` })
      for (const email of wanted) {
        await gate
        if (signal.aborted && !deaf) throw new Failure({ code: 'cancelled', message: 'Abandoned.' })
        report(locateOne(email))
      }
    },
    scan: () => {
      throw new Error('not asked here')
    },
    readCopy: async (_, ref, signal) => {
      calls.push('read')
      await Promise.race([gate, aborted(signal)])
      if (unreadable) throw new Failure({ code: 'offline', message: 'No network.' })
      return copyOf(ref)
    },
    moveToInbox: async (_, copy) => change('move', copy.ref, inbox),
    putBack: async (_, ref, origin) => {
      const { place, folder } = readOrigin(origin)
      return change('put back', ref, place, folder)
    },
    deliver: () => {
      throw new Error('not asked here')
    },
    isAt: (copy, origin) => readOrigin(copy.origin).folder === readOrigin(origin).folder,
    undoRefusal: (origin) => (readOrigin(origin).place.kind === 'recoverable' ? 'It cannot go back there.' : null),
  }
  return {
    provider,
    calls,
    /** Whose mail was looked for. */
    mailboxes,
    place: (ref: string): Place | undefined => mailbox.get(ref)?.place,
    userMoves: (ref: string, place: Place, folder?: string): void =>
      void Object.assign(mailbox.get(ref)!, { place, folder }),
    purge: (ref: string): void => void mailbox.delete(ref),
    next: (code: FailureCode, tookEffect: boolean): void => void (trouble = { code, tookEffect }),
    unreadable: (now: boolean): void => void (unreadable = now),
    /** What the directory says of everybody from now on. */
    directorySays: (facts: Partial<DirectoryPerson>): void => void (directory = facts),
    /** What a reading of the directory gives, by where it begins. */
    directoryLists: (pages: MailProvider['directory']): void => void (directoryPages = pages),
    /** Makes searches fail as a whole; null mends them. */
    searchesFail: (how: FailureCode | Error | null): void => void (searching = how),
    /** Answers although nobody waits any more. */
    ignoreCancelling: (): void => void (deaf = true),
    /** Holds every answer back until the returned function is called. */
    hold: (): (() => void) => {
      let open = (): void => undefined
      gate = new Promise((resolve) => (open = resolve))
      return () => open()
    },
  }
}
