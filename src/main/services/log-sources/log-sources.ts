import { Failure, type LogSourceState, type SourceTest } from '../../../shared/model'
import type { Ledger } from '../../ledger/ledger'
import type { Clock } from '../../net/transport'
import type { LogSource } from '../../sources/source'
import type { LogSourceSettings, TenantSettings } from '../../tenants/settings'
import { sourceKinds, sourceNameOf } from '../../tenants/source-kinds'
import type { Vault } from '../../vault/vault'
import { factsOf, isBug, isCancelled, within } from '../parts'
import type { SourceReadings } from './source-readings'
import { settingsOfTyped, setupOf, type TypedSource } from './typed-source'

export interface SourceParts {
  readonly ledger: Pick<Ledger, 'readSettings'>
  readonly vault: Vault
  readonly clock: Clock
  readonly newId: () => string
  readonly readings: SourceReadings
  /** Replaces a tenant's settings; may refuse them with `old-runtime`. */
  readonly put: (settings: TenantSettings) => Promise<void>
  /** Lends a source with these settings, which need not be the tenant's, for as long as `use` takes. */
  readonly trying: <Value>(
    tenant: TenantSettings,
    source: LogSourceSettings,
    token: () => string,
    use: (reader: LogSource) => Promise<Value>,
  ) => Promise<Value>
  readonly reportBug: (error: unknown, what: string) => void
}

export interface SourceService {
  /** In the order in which they are asked. */
  list(tenantId: string): Promise<readonly LogSourceState[]>
  /** Throws `bad-input` with the field of the setup, or `secret`. */
  put(tenantId: string, typed: TypedSource): Promise<readonly LogSourceState[]>
  remove(tenantId: string, sourceId: string): Promise<readonly LogSourceState[]>
  reorder(tenantId: string, sourceIds: readonly string[]): Promise<readonly LogSourceState[]>
  test(tenantId: string, typed: TypedSource): Promise<SourceTest>
}

/** How long a source may take to answer a test, in milliseconds. */
const testMs = 30_000

/** What an engineer does with a tenant's log sources. A secret goes into the vault and is never told again. */
export const createSourceService = (parts: SourceParts): SourceService => {
  const { ledger, vault, clock } = parts

  const require = async (tenantId: string): Promise<TenantSettings> => {
    const settings = await ledger.readSettings(tenantId)
    if (settings && !settings.removed) return settings
    throw new Failure({ code: 'unknown-tenant', message: 'This tenant is not connected here.', field: 'tenantId' })
  }
  const heldTokens = (tenantId: string): Readonly<Record<string, string>> => vault.get(tenantId)?.logTokens ?? {}
  const putTokens = (tenantId: string, logTokens: Record<string, string>): void =>
    vault.put(tenantId, { ...vault.get(tenantId), logTokens })

  const list = async (tenantId: string): Promise<readonly LogSourceState[]> => {
    const { logSources } = await require(tenantId)
    const held = heldTokens(tenantId)
    return logSources.map((source) => ({
      ...sourceNameOf(source),
      setup: setupOf(source),
      holdsSecret: held[source.id] !== undefined,
      lastReading: parts.readings.last(tenantId, source.id),
    }))
  }

  /** The settings of what was typed, under the source's id or one that no source of the tenant has. */
  const settle = (tenant: TenantSettings, typed: TypedSource): LogSourceSettings => {
    const { sourceId, setup } = typed
    const before = tenant.logSources.find(({ id }) => id === sourceId)
    if (sourceId !== null && before?.kind !== setup.kind) throw unknownSource()
    if (setup.kind === 'mailbox-scan' && tenant.provider === 'manual')
      throw new Failure({
        code: 'manual-tenant',
        field: 'kind',
        message: 'This tenant is manual: no mailbox of it can be read, so none can be scanned.',
      })
    const isFree = (id: string): boolean => tenant.logSources.every((source) => source.id !== id)
    const id = sourceId ?? (isFree(setup.kind) ? setup.kind : `${setup.kind}-${parts.newId().slice(0, 8)}`)
    const settings = settingsOfTyped(typed, id)
    const needsSecret = sourceKinds[setup.kind].secret
    if (needsSecret !== null && typed.secret === null && heldTokens(tenant.id)[id] === undefined)
      throw new Failure({ code: 'bad-input', field: 'secret', message: `Enter ${needsSecret}.` })
    return settings
  }

  const put = async (tenantId: string, typed: TypedSource): Promise<readonly LogSourceState[]> => {
    const tenant = await require(tenantId)
    const source = settle(tenant, typed)
    const isNew = tenant.logSources.every(({ id }) => id !== source.id)
    const logSources = isNew
      ? [...tenant.logSources, source]
      : tenant.logSources.map((one) => (one.id === source.id ? source : one))
    // The settings first: they may be refused, and then the secret that is held stays the one in use.
    await parts.put({ ...tenant, logSources })
    if (typed.secret !== null) putTokens(tenantId, { ...heldTokens(tenantId), [source.id]: typed.secret.trim() })
    return list(tenantId)
  }

  const remove = async (tenantId: string, sourceId: string): Promise<readonly LogSourceState[]> => {
    const tenant = await require(tenantId)
    if (tenant.logSources.every(({ id }) => id !== sourceId)) throw unknownSource()
    // The secret first: whatever fails after that, the source can't be reached any more.
    const { [sourceId]: secret, ...others } = heldTokens(tenantId)
    if (secret !== undefined) putTokens(tenantId, others)
    await parts.put({ ...tenant, logSources: tenant.logSources.filter(({ id }) => id !== sourceId) })
    return list(tenantId)
  }

  const reorder = async (tenantId: string, sourceIds: readonly string[]): Promise<readonly LogSourceState[]> => {
    const tenant = await require(tenantId)
    const place = (id: string): number => (sourceIds.includes(id) ? sourceIds.indexOf(id) : sourceIds.length)
    await parts.put({ ...tenant, logSources: [...tenant.logSources].sort((a, b) => place(a.id) - place(b.id)) })
    return list(tenantId)
  }

  const test = async (tenantId: string, typed: TypedSource): Promise<SourceTest> => {
    const startedAt = clock.now()
    const after = () => clock.now() - startedAt
    try {
      const tenant = await require(tenantId)
      const source = settle(tenant, typed)
      const token = () => typed.secret?.trim() ?? heldTokens(tenantId)[source.id] ?? ''
      const message = await parts.trying(tenant, source, token, (reader) =>
        within(clock, testMs, (signal) => firstAnswer(reader, signal)),
      )
      return { ok: true, message, field: null, ms: after() }
    } catch (error) {
      if (isCancelled(error)) throw error
      if (isBug(error)) parts.reportBug(error, 'testing a log source')
      const { message, field } = factsOf(error)
      return { ok: false, message, field: field ?? null, ms: after() }
    }
  }

  return { list, put, remove, reorder, test }
}

const unknownSource = (): Failure =>
  new Failure({
    code: 'bad-input',
    field: 'sourceId',
    message: 'This tenant has no such log source: open its page anew.',
  })

/** One small reading, and what it came to in words. */
const firstAnswer = async (reader: LogSource, signal: AbortSignal): Promise<string> => {
  if (reader.probe) return reader.probe(signal)
  for await (const { people, total } of reader.people(null, signal)) {
    const count = total ?? people.length
    return `It answers and lists ${count.toLocaleString('en-GB')} ${count === 1 ? 'person' : 'people'}.`
  }
  return 'It answers and lists nobody.'
}
