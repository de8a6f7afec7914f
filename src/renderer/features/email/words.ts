import type { DeliveryEventKind, EmailType, ImmovableReason, Person, SendMethod } from '../../../shared/model'

/** Names of email types, short enough for a table. */
export const typeNames: Readonly<Record<EmailType, string>> = {
  'training-reminder': 'Training',
  'phishing-test': 'Phishing test',
  welcome: 'Welcome',
  other: 'Other',
}

/** Names of email types in full. */
export const typeTitles: Readonly<Record<EmailType, string>> = {
  'training-reminder': 'Training reminder',
  'phishing-test': 'Phishing test',
  welcome: 'Welcome email',
  other: 'Other email',
}

/** Send methods are shown as the log spells them: engineers search for these very words. */
export const methodNames: Readonly<Record<SendMethod, string>> = {
  'microsoft-api': 'microsoft-api',
  'gmail-api': 'gmail-api',
  smtp: 'smtp',
}

export const eventNames: Readonly<Record<DeliveryEventKind, string>> = {
  queued: 'Queued',
  sent: 'Sent',
  delivered: 'Delivered',
  deferred: 'Deferred',
  bounced: 'Bounced',
  failed: 'Failed',
  opened: 'Opened',
  clicked: 'Clicked',
  reported: 'Reported',
}

export const statusNames: Readonly<Record<Person['status'], string>> = {
  active: 'Active',
  suspended: 'Suspended',
  removed: 'Removed',
}

/** Said in three places of a screen, so it is worded once: what an email sent by SMTP hints at on a synced tenant. */
export const smtpHint =
  'Sent by SMTP although this tenant is synced: if mail was due through the API, the sync permission may be broken.'

/** Why a copy has no move button, as the sentence that stands in its place; empty for the copy that is in the Inbox. */
export const immovableSentence = (reason: ImmovableReason): string => {
  const sentences: Readonly<Record<ImmovableReason, string>> = {
    'already-in-inbox': '',
    'only-likely':
      'Not movable from here: the log has no Message-ID for it, so this was found by sender, time and subject and may be another email.',
    'sender-differs': 'Not movable from here: its sender is not the one the log names, so it may not be our email.',
    'permission-missing': 'Not movable yet: the tenant lets us look into mailboxes but not change them.',
    'person-suspended': 'Not movable now: this person is suspended, and the provider refuses changes to their mailbox.',
  }
  return sentences[reason]
}
