import type { LogPage } from '../../../shared/contract'
import type { Copy, Place, Sighting, SentEmail } from '../../../shared/model'

/** Emails, sightings and pages for the tests of this folder and of the detail. */
export const anEmail = (over: Partial<SentEmail> = {}): SentEmail => ({
  tenantId: 't1',
  personId: 'p1',
  id: 'e1',
  sourceId: 'http',
  subject: 'Reminder: Your November training is due',
  type: 'training-reminder',
  campaign: 'November',
  sentAt: '2026-11-17T08:00:12.000Z',
  method: 'microsoft-api',
  messageId: '<20261117.8f31@mail.example>',
  sender: 'training@awareness.example',
  recipient: 'ana.maria@northwind.example',
  latestEvent: { kind: 'delivered', at: '2026-11-17T08:00:14.000Z', detail: null },
  listed: true,
  sighting: null,
  ...over,
})

export const place = (kind: Place['kind'], path: readonly string[] = [], tab: Place['tab'] = null): Place => ({
  kind,
  path,
  tab,
})

export const aCopy = (over: Partial<Copy> = {}): Copy => ({
  id: 'c1',
  place: place('junk', ['Junk Email']),
  unread: true,
  receivedAt: '2026-11-17T08:00:14.000Z',
  match: 'exact',
  immovable: null,
  ...over,
})

export const found = (copies: readonly Copy[], at = new Date().toISOString()): Sighting => ({
  kind: 'found',
  at,
  call: 'GET /users/{id}/messages',
  copies,
})

export const foundIn = (kind: Place['kind'], at?: string): Sighting =>
  found([aCopy({ place: place(kind), immovable: kind === 'inbox' ? 'already-in-inbox' : null })], at)

export const aPage = (emails: readonly SentEmail[], over: Partial<LogPage> = {}): LogPage => ({
  tenantId: 't1',
  personId: 'p1',
  emails,
  refreshedAt: '2026-11-23T08:00:00.000Z',
  from: '2026-10-24T08:00:00.000Z',
  to: '2026-11-23T08:00:00.000Z',
  before: null,
  after: null,
  ...over,
})
