import type { CallInput } from '../../../shared/contract'
import type { LogSourceKind, LogSourceSetup, LogSourceState } from '../../../shared/model/log-source'

/** A source as it is being typed; main reads it when it is tried or kept. */
export type TypedSource = Omit<CallInput<'sources.put'>, 'tenantId' | 'setup'> & { readonly setup: LogSourceSetup }

export const kindNames: Readonly<Record<LogSourceKind, string>> = {
  http: 'HTTP API',
  gophish: 'GoPhish',
  'mailbox-scan': 'Mailbox scan',
}

const emptySetups: { readonly [Kind in LogSourceKind]: Extract<LogSourceSetup, { kind: Kind }> } = {
  http: { kind: 'http', base: '', platformTenantId: '', auth: { kind: 'token' }, mapping: null },
  gophish: { kind: 'gophish', base: '', campaignName: '', groupName: '' },
  'mailbox-scan': { kind: 'mailbox-scan', senders: [], marks: [] },
}

/** What its secret is called; null where it signs in with none of its own. */
export const secretName = ({ setup }: Pick<TypedSource, 'setup'>): string | null => {
  switch (setup.kind) {
    case 'gophish':
      return 'API key'
    case 'mailbox-scan':
      return null
    case 'http':
      return setup.auth.kind === 'token' ? 'Token' : 'Client secret'
  }
}

export const newSource = (kind: LogSourceKind): TypedSource => ({
  sourceId: null,
  name: '',
  setup: emptySetups[kind],
  secret: null,
})

export const typedOf = ({ id, name, setup }: LogSourceState): TypedSource => ({
  sourceId: id,
  name,
  setup,
  secret: null,
})

/** What was refused, and why; `field` as the setup calls it. */
export interface Refusal {
  readonly field: string
  readonly message: string
}

/** A field as the setup calls it, whichever step of main refused it. */
export const fieldOf = (field: string | null | undefined): string => (field ?? '').replace(/^setup\./, '')
