import type { Selectable } from 'kysely'
import type { SentEmail } from '../../shared/model'
import type { SourceEmail } from '../sources/source'
import type { PersonKey } from './ledger'
import type { MergedRow } from './merged-rows'
import type { Opened } from './seal'
import type { Schema } from './schema'
import { isoOf } from './times'

export type EmailContent = Pick<
  SentEmail,
  'subject' | 'type' | 'campaign' | 'method' | 'messageId' | 'sender' | 'recipient'
>

export const emailColumns = [
  'email_id',
  'source_id',
  'sent_at',
  'listed',
  'content',
  'latest_event',
  'latest_event_at',
  'message_key',
  'kept_at',
  'sighting',
] as const
export type EmailRow = Opened<'emails', Pick<Selectable<Schema['emails']>, (typeof emailColumns)[number]>>

/** What of a sent email identifies people or tells content; always one JSON object with at least one member. */
export const contentOf = (email: Omit<SourceEmail, 'personRef'>): string =>
  JSON.stringify({
    subject: email.subject,
    type: email.type,
    campaign: email.campaign,
    method: email.method,
    messageId: email.messageId,
    sender: email.sender,
    recipient: email.recipient,
  } satisfies EmailContent)

/**
 * The JSON text of one `SentEmail`, put together from the JSON texts in its row without parsing them: a log of 10,000 rows
 * spends most of its time in parsing otherwise. Ids are base64url and need no escape.
 */
export const emailText = (key: PersonKey): ((merged: MergedRow) => string) => {
  const head = `{"tenantId":${JSON.stringify(key.tenantId)},"personId":${JSON.stringify(key.personId)},"id":"`
  return ({ row, sources }) =>
    `${head}${row.email_id}","sourceId":${JSON.stringify(row.source_id)},"sources":${JSON.stringify(sources)},"sentAt":"${isoOf(row.sent_at)}",` +
    `"listed":${row.listed === 1},"latestEvent":${row.latest_event ?? 'null'},"sighting":${row.sighting ?? 'null'},` +
    row.content.slice(1)
}

export const toSentEmail = (key: PersonKey, merged: MergedRow): SentEmail =>
  JSON.parse(emailText(key)(merged)) as SentEmail
