import type { LogSourceSettings } from '../tenants/settings'
import { createGophishSource } from './gophish/source'
import { createHttpLogSource } from './http/source'
import { createMailboxScanSource } from './mailbox-scan/source'
import { createMappedLogSource } from './mapping/source'
import { createPageMemory } from './page-memory'
import type { LogSource, SourceParts } from './source'

type Kind = LogSourceSettings['kind']
type Settings<Of extends Kind> = Extract<LogSourceSettings, { readonly kind: Of }>

/** One line per kind of log source. */
const kinds: { readonly [Of in Kind]: (settings: Settings<Of>, parts: SourceParts) => LogSource } = {
  gophish: createGophishSource,
  'mailbox-scan': createMailboxScanSource,
  http: (settings, parts) =>
    settings.mapping === null
      ? createHttpLogSource(settings, parts)
      : createMappedLogSource(settings, settings.mapping, parts),
}

/** The log source that settings name. */
export const createLogSource = <Of extends Kind>(settings: Settings<Of>, parts: SourceParts): LogSource =>
  kinds[settings.kind as Of](settings, parts)

/**
 * The log sources of all tenants. Each is kept as long as its settings stay the same, with the access token it was given
 * and the lists it can ask for again by their tag.
 */
export const createLogSources = (parts: Pick<SourceParts, 'transport' | 'clock' | 'mailboxes'>) => {
  const built = new Map<string, { readonly settings: string; readonly source: LogSource }>()
  const memory = createPageMemory()
  return {
    /** `token` is asked before each request, so that a new one is used at once. */
    sourceOf: (tenantId: string, settings: LogSourceSettings, token: () => string): LogSource => {
      const key = JSON.stringify([tenantId, settings.id])
      const text = JSON.stringify(settings)
      const known = built.get(key)
      if (known?.settings === text) return known.source
      const source = createLogSource(settings, { ...parts, tenantId, token, memory: memory.of(`${key}${text}`) })
      built.set(key, { settings: text, source })
      return source
    },
    /** One that is only tried: it shares nothing with those of the tenant. */
    oneOff: (tenantId: string, settings: LogSourceSettings, token: () => string): LogSource =>
      createLogSource(settings, { ...parts, tenantId, token, memory: createPageMemory().of('') }),
    /** Forgets tokens and lists, which hold names: the vault was locked. */
    forget: (): void => {
      built.clear()
      memory.clear()
    },
  }
}
