import { z } from 'zod'
import type { FoundCopy } from '../provider'
import { placeIn, type Folders } from './folders'
import type { HeaderReading } from './headers'
import type { WireMessage } from './wire'

/** Where a copy lay, as it is written down for putting it back. */
const originShape = z.object({ folderId: z.string().min(1), recoverable: z.boolean() })
export type Origin = z.infer<typeof originShape>

/** null when the text is none of ours. */
export const readOrigin = (text: string): Origin | null => {
  try {
    return originShape.parse(JSON.parse(text))
  } catch {
    return null
  }
}

/** A message as a copy; null when its folder isn't known. */
export const copyOf = (
  message: WireMessage,
  folders: Folders,
  match: FoundCopy['match'],
  headers: HeaderReading,
): FoundCopy | null => {
  const place = placeIn(folders, message.parentFolderId, message.inferenceClassification ?? null)
  if (!place) return null
  const receivedAt = Date.parse(message.receivedDateTime ?? '')
  const origin: Origin = { folderId: message.parentFolderId, recoverable: place.kind === 'recoverable' }
  return {
    ref: message.id,
    place,
    unread: typeof message.isRead === 'boolean' ? !message.isRead : null,
    receivedAt: Number.isNaN(receivedAt) ? null : receivedAt,
    match,
    sender: message.from?.emailAddress?.address ?? null,
    messageId: message.internetMessageId ?? null,
    headers: headers.of(message),
    origin: JSON.stringify(origin),
  }
}

/** Inbox first, then the latest received. */
export const inOrder = (copies: readonly FoundCopy[]): readonly FoundCopy[] =>
  [...copies].sort(
    (a, b) =>
      Number(b.place.kind === 'inbox') - Number(a.place.kind === 'inbox') || (b.receivedAt ?? 0) - (a.receivedAt ?? 0),
  )
