import type { LogPage } from '../../../shared/contract'
import type { Copy, Place, Rescue, Sighting, SentEmail } from '../../../shared/model'

/** Emails, sightings and pages for the tests of this folder and of the detail. */
export const anEmail = (over: Partial<SentEmail> = {}): SentEmail => ({
  tenantId: 't1',
  personId: 'p1',
  id: 'e1',
  sourceId: 'http',
  sources: ['http'],
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

/** The mailbox asked to wait; these copies were found at an earlier instant. */
export const lastSeen = (copies: readonly Copy[], at: string): Extract<Sighting, { kind: 'unknown' }> => ({
  kind: 'unknown',
  at: new Date().toISOString(),
  call: null,
  reason: 'throttled',
  detail: null,
  lastKnown: { kind: 'found', at, call: 'GET /users/{id}/messages', copies },
})

export const aRescue = (over: Partial<Rescue> = {}): Rescue => ({
  id: 'r1',
  tenantId: 't1',
  personId: 'p1',
  emailId: 'e1',
  copyId: 'c1',
  engineer: 'sam',
  state: 'watching',
  before: place('junk', ['Junk Email']),
  after: place('inbox'),
  startedAt: '2026-11-23T13:00:00.000Z',
  readings: [{ at: '2026-11-23T13:00:02.000Z', place: place('inbox') }],
  undoneAt: null,
  undoRefusal: null,
  error: null,
  ...over,
})

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
