import type { LogSourceKind, LogSourceName } from '../../shared/model'
import type { LogSourceSettings } from './settings'

interface SourceKind {
  /** What a source is called whose settings give no name. */
  readonly name: string
  /** By its own ids, which its list of people tells, or by the address alone. */
  readonly findsBy: 'ref' | 'address'
  readonly listsPeople: boolean
  /** What it signs in with, in words that follow "Enter"; null where it needs no secret of its own. */
  readonly secret: string | null
  /** Whether it is read while nobody asks: what costs its server little. */
  readonly inBackground: boolean
}

/** What the kinds of log source differ in, apart from how they are read. */
export const sourceKinds: Readonly<Record<LogSourceKind, SourceKind>> = {
  gophish: { name: 'GoPhish', findsBy: 'address', listsPeople: true, inBackground: true, secret: 'the API key' },
  'mailbox-scan': {
    name: 'Mailbox scan',
    findsBy: 'address',
    listsPeople: false,
    inBackground: false,
    secret: null,
  },
  http: {
    name: 'Platform log',
    findsBy: 'ref',
    listsPeople: true,
    inBackground: true,
    secret: 'the token or the client’s secret',
  },
}

export const sourceNameOf = ({ id, kind, name }: LogSourceSettings): LogSourceName => ({
  id,
  kind,
  name: name ?? sourceKinds[kind].name,
})

/** Every endpoint that a source's settings name. */
export const sourceEndpoints = (source: LogSourceSettings): readonly string[] => {
  if (source.kind === 'mailbox-scan') return []
  if (source.kind === 'gophish') return [source.base]
  return source.auth.kind === 'oauth-client-credentials' ? [source.base, source.auth.tokenUrl] : [source.base]
}
