import type { DeliveryEventKind, EmailType, Person, SendMethod } from '../../../shared/model'

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
  unknown: 'unknown',
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
