import { logMapping, type LogMapping } from '../../../shared/model'

/** A platform with its own names for everything: users and mails in envelopes, times in the zone of Berlin. */
export const aMapping = (change: Partial<Record<keyof LogMapping, unknown>> = {}): LogMapping =>
  logMapping.parse({
    format: 'whereabouts-log-mapping/1',
    name: 'Acme Awareness',
    zone: 'Europe/Berlin',
    dates: 'dd.MM.yyyy HH:mm',
    people: {
      request: '/customers/{tenant}/users',
      items: 'data.users',
      paging: { kind: 'page', parameter: 'page', first: 1, rows: 2 },
      total: 'data.count',
      fields: { id: 'uid', name: 'profile.name', address: 'mails[0]', aliases: 'mails', status: 'state' },
      words: { status: { enabled: 'active', '*': 'suspended' } },
    },
    sentEmails: {
      request: '/customers/{tenant}/mails?user={person}&since={from:seconds}',
      items: 'mails',
      paging: { kind: 'cursor', next: 'next', parameter: 'after' },
      fields: {
        id: 'id',
        person: 'user',
        subject: 'title',
        sentAt: 'when',
        sender: 'from',
        type: 'kind',
        messageId: 'headers["Message-Id"]',
        latestKind: 'last.what',
        latestAt: 'last.when',
      },
      words: {
        type: { Course: 'training-reminder', Simulation: 'phishing-test' },
        method: { '*': 'microsoft-api' },
        latestKind: { read: 'opened' },
      },
    },
    events: {
      request: '/mails/{email}',
      items: 'history',
      fields: { kind: 'what', at: 'when', detail: 'note' },
      words: { kind: { read: 'opened', hit: 'clicked' } },
    },
    ...change,
  })

export const aMail = (change: Record<string, unknown> = {}): Record<string, unknown> => ({
  id: 7,
  user: 'u1',
  title: 'Your course',
  when: '02.11.2026 09:00',
  from: 'Training <training@acme.example>',
  kind: 'course',
  headers: { 'Message-Id': 'abc@acme.example' },
  last: { what: 'read', when: '02.11.2026 10:00' },
  ...change,
})
