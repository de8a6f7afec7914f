import { connectSteps, type ConnectDraft, type ConnectStep } from '../../../shared/model/connect'

/** What a step is for, and what the customer's admin has to do. */
export const stepReasons: Readonly<Record<ConnectStep, string>> = {
  provider:
    'Where do this customer’s people have their mailboxes? It decides how Whereabouts finds their emails; the customer’s admin has nothing to do yet.',
  tenant:
    'Who this customer is, as you will look for them. The domains say which addresses are theirs; the customer’s admin has nothing to do yet.',
  'sign-in':
    'What Whereabouts signs in with at the customer’s provider. Their admin makes it once; the next step has a text to send them.',
  consent:
    'What Whereabouts may do there, permission by permission. The customer’s admin has to say yes to it: send them the text below.',
  log: 'Where it is written what was sent to whom. This comes from your own platform; the customer’s admin has nothing to do.',
  check:
    'Each right is tried by the smallest real call there is. Nothing is changed in any mailbox; where something is missing you see what the admin has to add.',
}

/** The steps that a draft goes through; a manual tenant has no provider to sign in to. */
export const stepsOf = ({ provider }: Pick<ConnectDraft, 'provider'>): readonly ConnectStep[] =>
  provider === 'manual' ? ['provider', 'tenant', 'log'] : connectSteps

const heldOf = (draft: ConnectDraft, kind: ConnectDraft['held'][number]['kind']): boolean =>
  draft.held.some((secret) => secret.kind === kind)

const microsoftMissing = (draft: ConnectDraft): string | null => {
  const { microsoft } = draft
  if (microsoft.applicationId !== null) return null
  if (microsoft.clientId.trim() === '') return 'application ID'
  const kind = ({ secret: 'client-secret', certificate: 'certificate', person: 'person' } as const)[microsoft.signIn]
  const words = { secret: 'client secret', certificate: 'certificate', person: 'sign-in in the browser' } as const
  return heldOf(draft, kind) ? null : words[microsoft.signIn]
}

const googleMissing = (draft: ConnectDraft): string | null => {
  const { google } = draft
  if (google.signIn === 'person') return heldOf(draft, 'person') ? null : 'sign-in in the browser'
  if (!heldOf(draft, 'service-account-key')) return 'JSON key'
  return google.adminAddress.trim() === '' ? 'administrator’s address' : null
}

/** What a step still lacks, in a word or two; null when it is complete. Some steps can be left out and lack nothing. */
export const missingIn = (step: ConnectStep, draft: ConnectDraft): string | null => {
  switch (step) {
    case 'provider':
      return draft.provider === null ? 'provider' : null
    case 'tenant':
      return draft.name.trim() === '' ? 'name' : draft.domains.length === 0 ? 'domain' : null
    case 'sign-in':
      return draft.provider === 'google' ? googleMissing(draft) : microsoftMissing(draft)
    default:
      return null
  }
}

/** The step on which a refused field stands; null for one that stands on none. */
export const stepOfField = (field: string): ConnectStep | null => {
  const [first = ''] = field.split('.')
  if (first === 'provider') return 'provider'
  if (['name', 'domains', 'timeZone', 'colour', 'tags'].includes(first)) return 'tenant'
  if (['microsoft', 'google', 'secret', 'value', 'passphrase', 'expiresAt'].includes(first)) return 'sign-in'
  return first === 'log' ? 'log' : null
}
