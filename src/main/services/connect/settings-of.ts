import { Failure, type ConnectDraft, type HeldSecret, type SharedApplication } from '../../../shared/model'
import { tenantSettings, type Connection, type TenantSettings } from '../../tenants/settings'
import { scopeHostOf } from './clouds'

/** What the log is read from when a tenant has one HTTP log. */
export const httpSourceId = 'http'

const missing = (field: string, message: string): Failure => new Failure({ code: 'bad-input', message, field })

const requireText = (text: string, field: string, message: string): string => {
  const trimmed = text.trim()
  if (trimmed === '') throw missing(field, message)
  return trimmed
}

const microsoftOf = (draft: ConnectDraft, shared: SharedApplication | null): Connection => {
  const { directory, clientId, signIn, cloud, login, graph } = draft.microsoft
  const client = shared?.clientId ?? clientId
  const place = shared ?? { cloud, login, graph }
  return {
    provider: 'microsoft',
    directory: requireText(
      directory || (draft.domains[0] ?? ''),
      'microsoft.directory',
      'Enter the customer’s directory: its tenant ID, or one of its domains.',
    ),
    clientId: requireText(client, 'microsoft.clientId', 'Enter the application (client) ID of the registration.'),
    endpoints: { login: place.login, graph: place.graph },
    scopeHost: scopeHostOf(place.cloud),
    ...(shared ? { application: shared.id } : {}),
    ...(signIn === 'person' && !shared ? { delegated: { clientId: client.trim() } } : {}),
  }
}

const googleOf = ({ google }: ConnectDraft): Connection => {
  const { token, gmail, directory, authorize, clientId } = google
  const endpoints = { token, gmail, directory }
  if (google.signIn === 'person')
    return {
      provider: 'google',
      serviceAccount: '',
      adminAddress: '',
      endpoints,
      delegated: {
        clientId: requireText(clientId, 'google.clientId', 'Enter the client ID of the desktop client.'),
        authorize,
      },
    }
  return {
    provider: 'google',
    serviceAccount: requireText(
      google.serviceAccount,
      'google.serviceAccount',
      'Choose the JSON key of the service account first.',
    ),
    adminAddress: requireText(
      google.adminAddress,
      'google.adminAddress',
      'Enter the address of the administrator as whom the directory is read.',
    ),
    ...(clientId.trim() === '' ? {} : { clientId: clientId.trim() }),
    endpoints,
  }
}

/** How the provider of a draft is reached. Throws `bad-input` with the draft's field that is missing or wrong. */
export const connectionOf = (draft: ConnectDraft, shared: SharedApplication | null): Connection => {
  switch (draft.provider) {
    case 'microsoft':
      return microsoftOf(draft, shared)
    case 'google':
      return googleOf(draft)
    case 'manual':
      return { provider: 'manual' }
    case null:
      throw missing('provider', 'Choose the provider of this tenant.')
  }
}

const logSourcesOf = (draft: ConnectDraft, before: unknown): unknown[] => {
  const { log } = draft
  if (log === null || (log.base.trim() === '' && log.platformTenantId.trim() === '')) return []
  return [
    {
      // What only the page of log sources sets stays.
      ...(typeof before === 'object' ? before : {}),
      kind: 'http',
      id: httpSourceId,
      base: requireText(log.base, 'log.base', 'Enter the address of the platform’s log.'),
      platformTenantId: requireText(
        log.platformTenantId,
        'log.platformTenantId',
        'Enter the id that this tenant has at the platform.',
      ),
    },
  ]
}

/**
 * The settings that a whole draft comes to; what was there before (place, retention, other log sources) stays. Throws
 * `bad-input` with the draft's field.
 */
export const settingsOf = (
  draft: ConnectDraft,
  id: string,
  before: TenantSettings | null,
  shared: SharedApplication | null,
): TenantSettings => {
  const connection = connectionOf(draft, shared)
  const name = requireText(draft.name, 'name', 'Give the tenant a name.')
  if (draft.domains.length === 0) throw missing('domains', 'Enter at least one domain of the customer.')
  const strange = draft.domains.find((domain) => !/^[^\s@/]+\.[^\s@/.]+$/u.test(domain))
  if (strange !== undefined) throw missing('domains', `“${strange}” is no domain: write it like customer.example.`)
  if (!isTimeZone(draft.timeZone))
    throw missing('timeZone', `“${draft.timeZone}” is no time zone: choose one of the list.`)
  const held = shared?.held ?? draft.held
  const known = before?.logSources.find((source) => source.id === httpSourceId)
  const others = before?.logSources.filter((source) => source.id !== httpSourceId) ?? []
  const parsed = tenantSettings.safeParse({
    ...before,
    id,
    name,
    provider: connection.provider,
    domains: draft.domains,
    colour: draft.colour,
    timeZone: draft.timeZone,
    tags: draft.tags,
    connection,
    logSources: [...logSourcesOf(draft, known), ...others],
    held,
    signInExpiresAt: soonestExpiry(held),
  })
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw missing(fieldOf(issue?.path ?? []), issue?.message ?? 'Something of this draft can’t be used.')
}

/** A field of the settings, as the draft calls it. */
const fieldOf = (path: readonly PropertyKey[]): string => {
  const [first, second, third] = path.map(String)
  if (first === 'connection') return [second === 'endpoints' ? 'microsoft' : second, third].filter(Boolean).join('.')
  if (first === 'logSources') return ['log', third].filter(Boolean).join('.')
  return first ?? ''
}

/** ISO instant at which the first of these secrets ends; null when none is known to. */
export const soonestExpiry = (held: readonly HeldSecret[]): string | null =>
  held
    .map(({ expiresAt }) => expiresAt)
    .filter((instant) => instant !== null)
    .sort()[0] ?? null

const isTimeZone = (zone: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return zone !== ''
  } catch {
    return false
  }
}
