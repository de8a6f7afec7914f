import type { AppEvent, CallInput, CallName, CallOutput, Envelope } from '../../shared/contract'
import { callNames } from '../../shared/contract/names'
import { Failure } from '../../shared/model/failure'
import type { Person } from '../../shared/model/person'
import type { Preferences } from '../../shared/model/preferences'
import type { Sends } from '../../shared/model/sends'
import type { Tenant } from '../../shared/model/tenant'

type Handlers = {
  readonly [Name in CallName]?: (input: CallInput<Name>) => CallOutput<Name> | Promise<CallOutput<Name>>
}

export const aTenant = (over: Partial<Tenant> = {}): Tenant => ({
  id: 't1',
  name: 'Northwind Dental',
  provider: 'microsoft',
  domains: ['northwind.example'],
  colour: '#7a4fd0',
  timeZone: 'Europe/Berlin',
  favourite: false,
  lastOpenedAt: '2026-11-23T08:00:00.000Z',
  peopleRefreshedAt: '2026-11-23T08:00:00.000Z',
  peopleCount: 3,
  tags: [],
  disabled: false,
  platform: { senderDomains: ['platform.example'], senderAddresses: [], headerMarks: [] },
  retentionDays: 400,
  signInExpiresAt: null,
  logSources: [{ id: 'http', kind: 'http', name: 'Platform log' }],
  ...over,
})

export const aPerson = (over: Partial<Person> = {}): Person => ({
  tenantId: 't1',
  id: 'p1',
  name: 'Ana María Núñez',
  address: 'ana.maria@northwind.example',
  aliases: [],
  signInName: null,
  formerAddresses: [],
  unit: null,
  inDirectory: null,
  inPlatform: { sourceId: 'http', address: 'ana.maria@northwind.example', status: 'active' },
  status: 'active',
  mailbox: 'present',
  risk: { testsSent: 8, testsClicked: 2, testsReported: 3, trainingOverdue: 1 },
  ...over,
})

export const somePreferences = (over: Partial<Preferences> = {}): Preferences => ({
  engineer: 'sam',
  theme: 'light',
  density: 'comfortable',
  timeZone: 'Europe/Berlin',
  keys: {},
  lastTenantId: null,
  lastPersonId: null,
  backgroundPaused: false,
  detailShare: 40,
  ...over,
})

/** What was sent to a tenant on the days before 24 November 2026, one letter a day: `A` by the API, `S` by SMTP, `.` nothing. */
export const someSends = (days = '', over: Partial<Sends> = {}): Sends => {
  const first = Date.parse('2026-11-24T00:00:00Z') - days.length * 86_400_000
  const count = (letter: string) => days.split(letter).length - 1
  const counts = (api: number, smtp: number) => ({ 'microsoft-api': api, 'gmail-api': 0, smtp, unknown: 0 })
  return {
    tenantId: 't1',
    personId: null,
    from: new Date(first).toISOString(),
    to: '2026-11-24T00:00:00.000Z',
    timeZone: 'UTC',
    days: [...days].map((letter, index) => {
      const from = new Date(first + index * 86_400_000).toISOString()
      return { day: from.slice(0, 10), from, counts: counts(Number(letter === 'A'), Number(letter === 'S')) }
    }),
    counts: counts(count('A'), count('S')),
    people: counts(0, 0),
    breakPoint: null,
    mixed: false,
    readAt: null,
    ...over,
  }
}

export interface FakeApi {
  /** Every call in order. */
  readonly made: { readonly name: CallName; readonly input: unknown }[]
  /** Says something as main would. */
  readonly emit: (event: AppEvent) => void
  /** Replaces handlers while a test runs. */
  readonly answer: (handlers: Handlers) => void
}

const defaults = (): Handlers => {
  let preferences = somePreferences()
  return {
    'preferences.read': () => preferences,
    'preferences.change': (change) => (preferences = { ...preferences, ...(change as Partial<Preferences>) }),
    'tenants.list': () => [aTenant()],
    'tenants.open': () => aTenant(),
    'people.list': () => [aPerson()],
    'jobs.list': () => [],
    'sources.list': () => [],
    'imports.watched': () => null,
    'background.status': () => ({ holds: [], sources: [] }),
    'network.read': () => ({ mode: 'system', proxy: '', bypass: '', pac: '', roots: [], proxyUser: null }),
    'audit.list': () => [],
    'tenants.grant': () => null,
    'tenants.missingRights': () => ({}),
    'connect.drafts': () => [],
    'tenants.connection': () => ({ microsoft: null, google: null, sharedApplication: null, held: [] }),
    'sends.ofTenant': () => someSends(),
    'app.copyText': () => null,
    'email.abandon': () => null,
    'jobs.cancel': () => null,
  }
}

/** Puts a hand-written `window.whereabouts` in place. A call without a handler answers with a failure of code `bug`. */
export const installFakeApi = (handlers: Handlers = {}): FakeApi => {
  const listeners = new Set<(event: AppEvent) => void>()
  const made: { name: CallName; input: unknown }[] = []
  let current: Handlers = { ...defaults(), ...handlers }
  const api: Record<string, unknown> = {
    onEvent: (listener: (event: AppEvent) => void) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
  for (const name of callNames) {
    const [group, action] = name.split('.') as [string, string]
    const functions = (api[group] ??= {}) as Record<string, unknown>
    functions[action] = async (input: unknown): Promise<Envelope<unknown>> => {
      made.push({ name, input })
      const handler = current[name] as ((input: unknown) => unknown) | undefined
      if (handler === undefined)
        return { ok: false, failure: { code: 'bug', message: `The test gives no answer to ${name}.` } }
      try {
        return { ok: true, value: await handler(input) }
      } catch (thrown) {
        if (thrown instanceof Failure) return { ok: false, failure: thrown.facts }
        throw thrown
      }
    }
  }
  Object.defineProperty(window, 'whereabouts', { value: api, configurable: true, writable: true })
  return {
    made,
    emit: (event) => {
      for (const listener of listeners) listener(event)
    },
    answer: (more) => {
      current = { ...current, ...more }
    },
  }
}
