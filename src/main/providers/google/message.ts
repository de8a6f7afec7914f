import { z } from 'zod'
import { Failure } from '../../../shared/model'
import type { FoundCopy, ScannedMessage, WantedEmail } from '../provider'
import { placeOf, type Snoozed } from './place'
import { bareMessageId } from './query'

/** What is read of a message (Gmail API, users.messages): Google leaves empty lists out. Never its body. */
const messageShape = z.object({
  id: z.string().min(1),
  labelIds: z.array(z.string()).default([]),
  internalDate: z.string().regex(/^\d+$/).optional(),
  payload: z
    .object({ headers: z.array(z.object({ name: z.string(), value: z.string() })).default([]) })
    .default({ headers: [] }),
})
export type Message = z.infer<typeof messageShape>

export const readMessage = (data: unknown): Message | null => messageShape.safeParse(data).data ?? null

const listShape = z.object({
  messages: z.array(z.object({ id: z.string().min(1) })).default([]),
  nextPageToken: z.string().min(1).optional(),
})
export type MessagePage = z.infer<typeof listShape>
export const pageFields = 'messages(id),nextPageToken'
/** One page of a search; `messages` is absent when nothing matched. */
export const readList = (data: unknown): MessagePage | null => listShape.safeParse(data).data ?? null

/** Parameters that narrow a get to what a copy needs. */
export const messageView = (headers: readonly string[]) => ({
  format: 'metadata',
  metadataHeaders: [...headers],
  fields: 'id,labelIds,internalDate,payload/headers',
})
export const copyHeaders = ['Message-ID', 'From'] as const
/** Without a Message-ID the subject has to be compared as well. */
export const likelyHeaders = [...copyHeaders, 'Subject'] as const

/** Google keeps the case the sender used: `Message-Id`, `Message-ID`. */
const header = (message: Message, name: string): string | null =>
  message.payload.headers.find((one) => one.name.toLowerCase() === name.toLowerCase())?.value ?? null

/** With its angle brackets, as the mailbox has it. */
export const messageIdOf = (message: Message): string | null => header(message, 'Message-ID')

const isAmong = (names: readonly string[], name: string): boolean =>
  names.some((one) => one.toLowerCase() === name.toLowerCase())

/** The address in a From header: what stands in its last angle brackets, or all of it. */
const senderOf = (message: Message): string | null => {
  const from = header(message, 'From')
  if (from === null) return null
  const address = (/<([^<>]*)>\s*$/.exec(from)?.[1] ?? from).trim()
  return address === '' ? null : address
}

/** How well a message fits what is looked for; null when it is another email. Searches find more than was asked for. */
export const matchOf = (message: Message, wanted: WantedEmail): FoundCopy['match'] | null => {
  if (wanted.messageId !== null) {
    const id = header(message, 'Message-ID')
    return id !== null && bareMessageId(id) === bareMessageId(wanted.messageId) ? 'exact' : null
  }
  const same =
    senderOf(message)?.toLowerCase() === wanted.sender.toLowerCase() &&
    plain(header(message, 'Subject') ?? '') === plain(wanted.subject)
  return same ? 'likely' : null
}

const plain = (subject: string): string => subject.normalize('NFC').replace(/\s+/g, ' ').trim()

/** The message as a scan tells of it; null where Google leaves its sender or time out. */
export const toScanned = (message: Message): ScannedMessage | null => {
  const sender = senderOf(message)
  if (sender === null || message.internalDate === undefined) return null
  const id = header(message, 'Message-ID')
  return {
    ref: message.id,
    messageId: id === null ? null : `<${bareMessageId(id)}>`,
    subject: header(message, 'Subject') ?? '',
    sender,
    receivedAt: Number(message.internalDate),
  }
}

export const toCopy = (
  message: Message,
  match: FoundCopy['match'],
  nameOf: (labelId: string) => string | null,
  snoozed: Snoozed,
  headerNames: readonly string[],
): FoundCopy => ({
  ref: message.id,
  place: placeOf(message.labelIds, nameOf, snoozed),
  // A message that carries no UNREAD was read.
  unread: message.labelIds.includes('UNREAD'),
  receivedAt: message.internalDate === undefined ? null : Number(message.internalDate),
  match,
  sender: senderOf(message),
  messageId: header(message, 'Message-ID'),
  headers: message.payload.headers.filter(({ name }) => isAmong(headerNames, name)),
  origin: writeOrigin(message.labelIds, snoozed === true),
})

/** The copy after its labels changed. */
export const moved = (
  copy: FoundCopy,
  labelIds: readonly string[],
  nameOf: (labelId: string) => string | null,
): FoundCopy => ({
  ...copy,
  place: placeOf(labelIds, nameOf),
  unread: labelIds.includes('UNREAD'),
  origin: writeOrigin(labelIds),
})

const originShape = z.object({ labelIds: z.array(z.string()), snoozed: z.boolean().default(false) })
export type Origin = z.infer<typeof originShape>

const writeOrigin = (labelIds: readonly string[], snoozed = false): string =>
  JSON.stringify({ labelIds: [...labelIds].sort(), ...(snoozed ? { snoozed } : {}) })

/** What an origin records; null when the text is no origin of ours. */
export const readOrigin = (origin: string): Origin | null => {
  try {
    return originShape.safeParse(JSON.parse(origin)).data ?? null
  } catch {
    return null
  }
}

export const noOrigin = (): Failure =>
  new Failure({
    code: 'bad-input',
    message: "Where this email was before isn't recorded: put it back by hand in the person's mailbox.",
  })
