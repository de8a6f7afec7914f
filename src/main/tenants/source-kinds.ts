import type { LogSourceKind, LogSourceName } from '../../shared/model'
import type { LogSourceSettings } from './settings'

interface SourceKind {
  /** What a source is called whose settings give no name. */
  readonly name: string
  /** By its own ids, which its list of people tells, or by the address alone. */
  readonly findsBy: 'ref' | 'address'
  readonly listsPeople: boolean
}

/** What the kinds of log source differ in, apart from how they are read. */
export const sourceKinds: Readonly<Record<LogSourceKind, SourceKind>> = {
  gophish: { name: 'GoPhish', findsBy: 'address', listsPeople: true },
  http: { name: 'Platform log', findsBy: 'ref', listsPeople: true },
}

export const sourceNameOf = ({ id, kind, name }: LogSourceSettings): LogSourceName => ({
  id,
  kind,
  name: name ?? sourceKinds[kind].name,
})

/** Every endpoint that a source's settings name. */
export const sourceEndpoints = (source: LogSourceSettings): readonly string[] => {
  if (source.kind === 'gophish') return [source.base]
  return source.auth.kind === 'oauth-client-credentials' ? [source.base, source.auth.tokenUrl] : [source.base]
}
