import type { KnownSighting, Place } from '../../../shared/model'
import type { SourceEmail, SourcePerson } from '../../sources/source'
import type { TenantSettings } from '../../tenants/settings'
import type { CopyRecord, EmailKey, NewAuditEntry, PersonKey, RescueRecord, ResendRecord } from '../ledger'

export const tenantId = 'tenant-1'
export const sourceId = 'http'
export const day = 86_400_000
export const noon = Date.parse('2026-03-01T12:00:00.000Z')
export const isoAt = (instant: number): string => new Date(instant).toISOString()

export const aTenant = (id: string = tenantId, name = 'Northwind'): TenantSettings => ({
  id,
  name,
  provider: 'manual',
  domains: ['northwind.example'],
  colour: '#3366aa',
  timeZone: 'Europe/Berlin',
  connection: { provider: 'manual' },
  logSources: [
    {
      kind: 'http',
      id: sourceId,
      base: 'https://log.example',
      platformTenantId: id,
      auth: { kind: 'token' },
      mapping: null,
    },
  ],
  platform: { senderDomains: ['platform.example'], senderAddresses: [], headerMarks: [] },
  tags: [],
  position: null,
  disabled: false,
  removed: false,
  retentionDays: 400,
  resends: { perPerson: 5, perTenant: 50 },
  held: [],
  signInExpiresAt: null,
})

export const aPerson = (ref: string, facts: Partial<SourcePerson> = {}): SourcePerson => ({
  ref,
  name: `Person ${ref}`,
  address: `${ref}@northwind.example`,
  aliases: [],
  status: 'active',
  risk: { testsSent: 3, testsClicked: 1, testsReported: 2, trainingOverdue: 0 },
  ...facts,
})

export const anEmail = (ref: string, sentAt: number, facts: Partial<SourceEmail> = {}): SourceEmail => ({
  ref,
  personRef: 'p1',
  subject: `Subject ${ref}`,
  type: 'training-reminder',
  campaign: null,
  sentAt,
  method: 'microsoft-api',
  messageId: `<${ref}@mail.example>`,
  sender: 'training@platform.example',
  recipient: 'p1@northwind.example',
  latestEvent: null,
  ...facts,
})

export const junk: Place = { kind: 'junk', path: ['Junk-E-Mail'], tab: null }
export const inbox: Place = { kind: 'inbox', path: ['Posteingang'], tab: 'focused' }

export const aCopy = (ref: string, place: Place = junk): CopyRecord => ({
  copyId: `copy-${ref}`,
  ref,
  place,
  unread: true,
  receivedAt: noon,
  match: 'exact',
  sender: 'training@platform.example',
  messageId: '<e1@mail.example>',
  headers: [],
  origin: `origin-${ref}`,
})

/** A sighting of one copy with the record behind it. */
export const seenIn = (place: Place, at: number, ref = 'r1'): { sighting: KnownSighting; copies: CopyRecord[] } => ({
  sighting: {
    kind: 'found',
    at: isoAt(at),
    call: 'GET messages',
    copies: [{ id: `copy-${ref}`, place, unread: true, receivedAt: isoAt(noon), match: 'exact', immovable: null }],
  },
  copies: [aCopy(ref, place)],
})

export const aRescue = (key: EmailKey, id: string, facts: Partial<RescueRecord> = {}): RescueRecord => ({
  ...key,
  id,
  copyId: 'copy-r1',
  ref: 'r1',
  origin: 'origin-r1',
  engineer: 'engineer',
  state: 'intended',
  before: junk,
  after: null,
  startedAt: noon,
  readings: [],
  undoneAt: null,
  undoRefusal: null,
  error: null,
  ...facts,
})

export const aResend = (key: PersonKey, id: string, facts: Partial<ResendRecord> = {}): ResendRecord => ({
  ...{ tenantId: key.tenantId, personId: key.personId, id },
  path: 'platform',
  templateId: 'tpl_1',
  templateName: 'Training reminder',
  type: 'training-reminder',
  subject: 'Reminder',
  to: 'p1@northwind.example',
  engineer: 'engineer',
  startedAt: noon,
  sentAt: null,
  state: 'intended',
  sendMethod: null,
  messageId: null,
  failure: null,
  desk: null,
  sender: null,
  trace: null,
  ...facts,
})

export const anAuditLine = (key: EmailKey, rescueId: string): NewAuditEntry => ({
  at: noon,
  engineer: 'engineer',
  tenantId: key.tenantId,
  personId: key.personId,
  emailId: key.emailId,
  rescueId,
  action: 'move-to-inbox',
  outcome: 'intended',
  detail: 'from Junk-E-Mail',
})
