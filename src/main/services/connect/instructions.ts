import type { ConnectDraft, ConnectInstructions, PermissionNeed, SharedApplication } from '../../../shared/model'
import { clouds, scopeHostOf } from './clouds'

/** What matters here of an application that several customers share. */
type Application = Pick<SharedApplication, 'clientId' | 'cloud' | 'login'>

const microsoftNeeds: readonly PermissionNeed[] = [
  {
    name: 'Mail.ReadWrite',
    without: 'No email can be moved back to the Inbox. With Mail.ReadBasic.All instead, emails are still located.',
    required: true,
  },
  {
    name: 'User.Read.All',
    without: 'A person is found only by the address their mailbox signs in with, and nobody’s status is known.',
    required: true,
  },
  {
    name: 'MailboxSettings.Read',
    without: 'It can’t be said which inbox rule moved an email away.',
    required: false,
  },
  { name: 'Mail.Send', without: 'No training email can be sent again from here.', required: false },
]

const scope = (name: string): string => `https://www.googleapis.com/auth/${name}`
const googleNeeds: readonly PermissionNeed[] = [
  {
    name: scope('gmail.modify'),
    without: 'No email can be moved back to the Inbox. With gmail.readonly instead, emails are still located.',
    required: true,
  },
  {
    name: scope('admin.directory.user.readonly'),
    without: 'A person is found only by their main address, and nobody’s status is known.',
    required: true,
  },
  {
    name: scope('gmail.settings.basic'),
    without: 'It can’t be said which filter moved an email away.',
    required: false,
  },
  { name: scope('gmail.send'), without: 'No training email can be sent again from here.', required: false },
]

const numbered = (steps: readonly string[]): string => steps.map((step, index) => `${index + 1}. ${step}`).join('\n')

const letterOf = (
  name: string,
  needs: readonly PermissionNeed[],
  steps: readonly string[],
  more: readonly string[],
): string =>
  [
    'Hello,',
    '',
    `to find out where an awareness email to your people ended up, and to put it back into the Inbox, our support tool needs access to the mailboxes of ${name || 'your organisation'}. It reads where an email lies (metadata, never the text), moves only emails that we sent, and deletes nothing.`,
    '',
    'Please do the following as an administrator:',
    numbered(steps),
    '',
    ...more,
    'What each permission is for:',
    ...needs.map((need) => `- ${need.name}${need.required ? '' : ' (optional)'}: without it: ${need.without}`),
    '',
    'Thank you.',
  ].join('\n')

/** Microsoft identity platform, "Admin consent on the Microsoft identity platform" (v2.0/adminconsent). */
const consentUrl = (login: string, directory: string, clientId: string, scopeHost: string): string => {
  const query = new URLSearchParams({
    client_id: clientId,
    scope: `${scopeHost}/.default`,
    redirect_uri: 'http://localhost',
  })
  return `${login}/${encodeURIComponent(directory)}/v2.0/adminconsent?${query.toString()}`
}

const forMicrosoft = (draft: ConnectDraft, shared: Application | null): ConnectInstructions => {
  const { signIn, cloud: ownCloud, login: ownLogin } = draft.microsoft
  const directory = draft.microsoft.directory.trim() || (draft.domains[0] ?? '')
  const clientId = (shared?.clientId ?? draft.microsoft.clientId).trim()
  const cloud = shared?.cloud ?? ownCloud
  const login = shared?.login ?? ownLogin
  const portal = cloud === 'custom' ? clouds.global.portal : clouds[cloud].portal
  const byPerson = signIn === 'person' && shared === null
  const needs = byPerson ? microsoftNeeds.filter(({ name }) => name !== 'Mail.Send') : microsoftNeeds
  const url = directory === '' || clientId === '' ? null : consentUrl(login, directory, clientId, scopeHostOf(cloud))
  const certificate = draft.held.find(({ kind }) => kind === 'certificate')
  const toKeep =
    signIn === 'certificate'
      ? `Certificates & secrets › Certificates: upload the certificate${certificate?.label ? ` with the thumbprint ${certificate.label}` : ''}.`
      : 'Certificates & secrets › New client secret: copy its value, not its ID.'
  // Also for a secret or a certificate: the consent page refuses a way back that isn't registered.
  const wayBack = 'Authentication › Add a platform › Mobile and desktop applications: add http://localhost'
  const registered =
    shared === null
      ? [
          `Open ${portal} › App registrations, and open the registration ${clientId || '(make one: New registration, single tenant)'}.`,
          ...(byPerson ? [`${wayBack}, and allow public client flows.`] : [`${wayBack}.`, toKeep]),
          `API permissions › Microsoft Graph › ${byPerson ? 'Delegated' : 'Application'} permissions: add ${needs.map(({ name }) => name).join(', ')}.`,
        ]
      : []
  const steps = [
    ...registered,
    url === null
      ? 'API permissions › Grant admin consent.'
      : `Grant consent for your organisation: open ${url}, sign in as an administrator and accept. The page that follows may say that it can’t be reached: that is expected.`,
  ]
  return {
    permissions: needs,
    consentUrl: url,
    clientId: null,
    scopes: null,
    steps,
    letter: letterOf(draft.name, needs, steps, []),
    document: 'https://learn.microsoft.com/entra/identity-platform/v2-admin-consent',
  }
}

const forGoogle = (draft: ConnectDraft): ConnectInstructions => {
  const { signIn, clientId, adminAddress } = draft.google
  const document =
    signIn === 'person'
      ? 'https://developers.google.com/identity/protocols/oauth2/native-app'
      : 'https://developers.google.com/identity/protocols/oauth2/service-account'
  if (signIn === 'person') {
    const needs = googleNeeds.filter(({ name }) => name === scope('gmail.modify'))
    const steps = [
      'Google Cloud console › APIs & Services: enable the Gmail API.',
      'Google Auth Platform › Clients › Create client: application type “Desktop app”. Copy its client ID and client secret.',
      `Google Auth Platform › Data Access: add the scope ${scope('gmail.modify')}.`,
    ]
    return {
      permissions: needs,
      consentUrl: null,
      clientId: null,
      scopes: null,
      steps,
      letter: letterOf(draft.name, needs, steps, []),
      document,
    }
  }
  const scopes = googleNeeds.map(({ name }) => name).join(',')
  const steps = [
    'Google Cloud console, project of the service account: enable the Gmail API and the Admin SDK API.',
    'Google Admin console › Security › Access and data control › API controls › Manage Domain Wide Delegation › Add new (as a super administrator).',
    `Client ID: ${clientId || '(shown here once the key was chosen)'}`,
    `OAuth scopes: ${scopes}`,
    `Name an administrator as whom the directory may be read${adminAddress ? `: ${adminAddress}` : ''}; a role with Users › Read is enough.`,
  ]
  return {
    permissions: googleNeeds,
    consentUrl: null,
    clientId: clientId || null,
    scopes,
    steps,
    letter: letterOf(draft.name, googleNeeds, steps, ['It may take up to a day until Google applies it.', '']),
    document,
  }
}

/** What the customer's administrator has to do for this draft, and what each permission is for. */
export const instructionsFor = (draft: ConnectDraft, shared: Application | null): ConnectInstructions => {
  if (draft.provider === 'microsoft') return forMicrosoft(draft, shared)
  if (draft.provider === 'google') return forGoogle(draft)
  return {
    permissions: [],
    consentUrl: null,
    clientId: null,
    scopes: null,
    steps: [],
    letter: '',
    document: '',
  }
}
