import type {
  Capability,
  CapabilityReading,
  ConnectDraft,
  ConnectInstructions,
  ConsentRepair,
  GrantReading,
  PermissionNeed,
} from '../../../shared/model'
import { clouds } from './clouds'

type Right = Exclude<Capability, 'sign-in'>

/** The permission that is asked for, by the end of its name. Moving and locating take the same one. */
const permissionFor: Readonly<Record<'microsoft' | 'google', Readonly<Record<Right, string>>>> = {
  microsoft: {
    'read-directory': 'User.Read.All',
    locate: 'Mail.ReadWrite',
    move: 'Mail.ReadWrite',
    'read-rules': 'MailboxSettings.Read',
    send: 'Mail.Send',
  },
  google: {
    'read-directory': 'auth/admin.directory.user.readonly',
    locate: 'auth/gmail.modify',
    move: 'auth/gmail.modify',
    'read-rules': 'auth/gmail.settings.basic',
    send: 'auth/gmail.send',
  },
}

/** Refused sign-ins that a consent mends: the app was removed or disabled, or nothing is delegated. A wrong secret is none. */
const consentCodes = [
  'AADSTS700016',
  'AADSTS700011',
  'AADSTS650056',
  'AADSTS7000112',
  'AADSTS70001',
  'unauthorized_client',
]

/** The token lacks it, and no mailbox could be opened to see whether that is all: asking for it does no harm. */
const isUnheard = ({ state, declared, observed }: CapabilityReading): boolean =>
  state === 'unknown' && declared?.grants === false && !observed

const lacks = (row: CapabilityReading, { name }: PermissionNeed, kind: 'microsoft' | 'google'): boolean => {
  if (row.state !== 'missing' && !isUnheard(row)) return false
  // What is written down as granted is kept from us by something else than the consent.
  if (row.state === 'missing' && row.declared?.grants === true) return false
  if (row.capability === 'sign-in') return consentCodes.includes(row.providerCode ?? '')
  return name.endsWith(permissionFor[kind][row.capability])
}

const microsoftSteps = (draft: ConnectDraft, url: string | null, names: readonly string[]): readonly string[] => {
  const { cloud, clientId, signIn, applicationId } = draft.microsoft
  const portal = cloud === 'custom' ? clouds.global.portal : clouds[cloud].portal
  const kind = signIn === 'person' ? 'delegated' : 'application'
  return [
    // The registration of a shared application is ours, not the customer's.
    ...(applicationId === null
      ? [
          `${portal} › App registrations › ${clientId} › API permissions: make sure that the ${kind} permissions ${names.join(', ')} of Microsoft Graph are listed.`,
        ]
      : []),
    url === null
      ? `${portal} › Enterprise applications › ${clientId} › Permissions: grant admin consent.`
      : `Grant consent for your organisation: open ${url}, sign in as an administrator and accept. The page that follows may say that it can’t be reached: that is expected.`,
    ...(signIn === 'person' ? ['Tell us when it is done: the person who signs in has to do so once more.'] : []),
  ]
}

const googleSteps = (draft: ConnectDraft, scopes: string | null, names: readonly string[]): readonly string[] =>
  draft.google.signIn === 'person'
    ? [
        `Google Cloud console › Google Auth Platform › Data Access: make sure that ${names.join(', ')} is listed.`,
        'Tell us when it is done: the person who signs in has to do so once more.',
      ]
    : [
        'Google Admin console › Security › Access and data control › API controls › Manage Domain Wide Delegation (as a super administrator).',
        `Open the entry with the client ID ${draft.google.clientId || `of ${draft.google.serviceAccount}`}, or add it.`,
        `OAuth scopes: ${scopes ?? names.join(',')}`,
        ...(names.some((name) => name.endsWith(permissionFor.google['read-directory']))
          ? [`${draft.google.adminAddress} needs a role with the privilege Users › Read.`]
          : []),
      ]

/**
 * What the customer's administrator has to do so that what `reading` lacks is granted again. Where it lacks nothing that a
 * consent mends, or nothing was read, `missing` is empty and the text asks for everything that is needed.
 */
export const consentRepairFor = (
  draft: ConnectDraft,
  { permissions, consentUrl, scopes }: ConnectInstructions,
  reading: GrantReading | null,
): ConsentRepair => {
  const kind = draft.provider === 'google' ? 'google' : 'microsoft'
  const missing = permissions.filter((need) => reading?.rows.some((row) => lacks(row, need, kind)))
  const asked = missing.length > 0 ? missing : permissions
  const names = asked.map(({ name }) => name)
  const steps = kind === 'google' ? googleSteps(draft, scopes, names) : microsoftSteps(draft, consentUrl, names)
  const text = [
    'Hello,',
    '',
    `our support tool has lost access to mailboxes of ${draft.name}: until it is granted again, awareness emails can’t be delivered through the mailbox’s own interface, and we can’t tell where they end up. The tool reads where an email lies (metadata, never the text), moves only emails that we sent, and deletes nothing.`,
    '',
    missing.length > 0 ? 'What is missing:' : 'What it needs:',
    ...asked.map(({ name, without }) => `- ${name}: without it: ${without}`),
    '',
    'Please do the following as an administrator:',
    ...steps.map((step, index) => `${index + 1}. ${step}`),
    '',
    kind === 'google'
      ? 'It may take up to a day until Google applies it; we check again from our side.'
      : 'It may take some minutes until Microsoft applies it; we check again from our side.',
    '',
    'Thank you.',
  ].join('\n')
  return { link: consentUrl, missing, readAt: reading?.readAt ?? null, text }
}
