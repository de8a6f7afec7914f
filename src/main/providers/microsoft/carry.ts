import { Failure, nothingDone } from '../../../shared/model'
import { backoffMs } from '../../net/retry-after'
import type { FoundCopy, Mailbox } from '../provider'
import { readOrigin } from './copies'
import { failure } from './failures'
import { foldersOf } from './folder-members'
import { segment } from './odata'
import { copyIn, messageFrom, readCopy } from './read-copy'
import { keyOf, userPath, type Session } from './session'

export interface Carrying {
  readonly ref: string
  /** Well-known name or id, as `move` takes it. */
  readonly destination: string
  /** Id of the destination, as messages name their folder. */
  readonly destinationId: string
  /** Id of the folder it lies in now. */
  readonly fromId: string
}

/** Moves sent at most: each further one only after a look has shown that the one before did nothing. */
const mostMoves = 5
/** Longest wait for one move's answer in milliseconds. */
const moveMs = 20_000

/**
 * Moves one message (https://learn.microsoft.com/graph/api/message-move) and gives the copy as the server then has it. An
 * answer that isn't a success proves nothing: the mailbox is read, and only what demonstrably still lies where it lay is
 * moved again. Throws `move-unsure` when not even that can be told.
 */
export const carry = async (
  session: Session,
  mailbox: Mailbox,
  carrying: Carrying,
  signal: AbortSignal,
): Promise<FoundCopy> => {
  const folders = await foldersOf(session, mailbox, signal)
  for (let tries = 1; ; tries += 1) {
    if (signal.aborted) throw failure('cancelled')
    const sent = await move(session, mailbox, carrying)
    if (sent.kind === 'refused') throw sent.failure
    if (sent.kind === 'moved' && sent.message.parentFolderId === carrying.destinationId)
      return copyIn(session, mailbox, folders, sent.message, signal).catch((thrown: unknown) => {
        throw unsure(thrown)
      })
    const ref = sent.kind === 'moved' ? sent.message.id : carrying.ref
    const seen = await look(session, mailbox, ref, signal)
    if (!seen) throw failure('message-gone')
    const folderId = readOrigin(seen.origin)?.folderId
    if (folderId === carrying.destinationId) return seen
    if (folderId !== carrying.fromId) throw failure('conflict')
    if (sent.kind === 'moved' || tries >= mostMoves)
      throw sent.kind === 'unsure' ? lasting(sent.failure) : failure('conflict')
    await session.parts.clock.sleep(backoffMs(tries, session.random), signal).catch(() => {
      throw failure('cancelled')
    })
  }
}

type Sent =
  | { readonly kind: 'moved'; readonly message: ReturnType<typeof messageFrom> }
  | { readonly kind: 'refused'; readonly failure: Failure }
  | { readonly kind: 'unsure'; readonly failure: Failure }

/** Once on its way it isn't abandoned with its caller: nobody would know what became of it. */
const move = async (session: Session, mailbox: Mailbox, carrying: Carrying): Promise<Sent> => {
  try {
    const body = await session.graph.call(
      {
        method: 'POST',
        path: `${userPath(session, mailbox)}/messages/${segment(carrying.ref)}/move`,
        body: { destinationId: carrying.destination },
        lane: { mailbox: keyOf(mailbox), effect: 'write', batch: false, purpose: 'move a copy' },
        deadlineMs: moveMs,
      },
      new AbortController().signal,
    )
    return { kind: 'moved', message: messageFrom(body) }
  } catch (thrown) {
    const cause = thrown instanceof Failure ? thrown : failure('move-unsure', thrown)
    return { kind: nothingDone.includes(cause.code) ? 'refused' : 'unsure', failure: cause }
  }
}

const look = async (
  session: Session,
  mailbox: Mailbox,
  ref: string,
  signal: AbortSignal,
): Promise<FoundCopy | null> => {
  try {
    return await readCopy(session, mailbox, ref, signal)
  } catch (thrown) {
    throw unsure(thrown)
  }
}

const unsure = (cause: unknown): Failure => failure('move-unsure', cause)

/** It lies where it lay, so that the outcome is known: what kept it there is told, never "unsure". */
const lasting = (cause: Failure): Failure =>
  ['server-error', 'timeout', 'bad-answer', 'conflict', 'folder-gone', 'message-gone'].includes(cause.code)
    ? cause
    : failure('server-error', cause)
