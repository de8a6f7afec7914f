import { Failure, type FailureCode, type Place } from '../../../shared/model'
import type { FoundCopy, LocateResult, MailProvider, Mailbox, WantedEmail } from '../../providers/provider'

export const inbox: Place = { kind: 'inbox', path: ['Inbox'], tab: 'focused' }
export const junk: Place = { kind: 'junk', path: ['Junk Email'], tab: null }
export const training: Place = { kind: 'folder', path: ['Vendors', 'Training'], tab: null }

export interface FakeMessage {
  place: Place
  readonly messageId: string
  readonly sender: string
}

/**
 * One mailbox in memory behind the provider interface. `next` makes the next move or put-back fail: before it took effect,
 * or after (the answer is lost).
 */
export const createFakeProvider = (messages: Record<string, FakeMessage>) => {
  const mailbox = new Map(Object.entries(messages))
  const calls: string[] = []
  let trouble: { code: FailureCode; tookEffect: boolean } | null = null
  let unreadable = false
  let gate: Promise<void> = Promise.resolve()

  const copyOf = (ref: string): FoundCopy | null => {
    const message = mailbox.get(ref)
    if (!message) return null
    const { place, messageId, sender } = message
    return {
      ref,
      place,
      unread: true,
      receivedAt: null,
      match: 'exact',
      sender,
      messageId,
      origin: JSON.stringify(place),
    }
  }
  const change = (call: string, ref: string, place: Place): FoundCopy => {
    calls.push(call)
    const message = mailbox.get(ref)
    if (!message) throw new Failure({ code: 'message-gone', message: 'Gone.' })
    const planned = trouble
    trouble = null
    if (!planned || planned.tookEffect) message.place = place
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
        directoryId: 'directory-1',
        address,
        signInName: null,
        aliases: [],
        status: 'active',
        mailbox: 'present',
      })
    },
    locate: async (_: Mailbox, wanted, signal, report) => {
      calls.push(`locate ${wanted.length}`)
      for (const email of wanted) {
        await gate
        if (signal.aborted) throw new Failure({ code: 'cancelled', message: 'Abandoned.' })
        report(locateOne(email))
      }
    },
    readCopy: async (_, ref) => {
      calls.push('read')
      await gate
      if (unreadable) throw new Failure({ code: 'offline', message: 'No network.' })
      return copyOf(ref)
    },
    moveToInbox: async (_, copy) => change('move', copy.ref, inbox),
    putBack: async (_, ref, origin) => change('put back', ref, JSON.parse(origin) as Place),
    undoRefusal: (origin) => ((JSON.parse(origin) as Place).kind === 'recoverable' ? 'It cannot go back there.' : null),
  }
  return {
    provider,
    calls,
    place: (ref: string): Place | undefined => mailbox.get(ref)?.place,
    userMoves: (ref: string, place: Place): void => void (mailbox.get(ref)!.place = place),
    purge: (ref: string): void => void mailbox.delete(ref),
    next: (code: FailureCode, tookEffect: boolean): void => void (trouble = { code, tookEffect }),
    unreadable: (now: boolean): void => void (unreadable = now),
    /** Holds every answer back until the returned function is called. */
    hold: (): (() => void) => {
      let open = (): void => undefined
      gate = new Promise((resolve) => (open = resolve))
      return () => open()
    },
  }
}
