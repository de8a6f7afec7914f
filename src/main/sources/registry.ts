import type { HttpLogSource } from '../tenants/settings'
import { createHttpLogSource } from './http/source'
import type { ReaderParts } from './http/reader'
import type { LogSource } from './source'

/** One line per kind of log source. */
const kinds = {
  http: createHttpLogSource,
} satisfies Record<HttpLogSource['kind'], (settings: HttpLogSource, parts: ReaderParts) => LogSource>

/** The log source that a tenant's settings name. `token` is asked before each request, so that a new one is used at once. */
export const createLogSource = (settings: HttpLogSource, parts: ReaderParts): LogSource =>
  kinds[settings.kind](settings, parts)
