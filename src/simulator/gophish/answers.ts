import { resultIdOf, type Campaign } from './campaigns'
import type { SimPerson, SimSentEmail, SimTenant } from '../world/world'

/**
 * GoPhish's JSON, field by field as its source writes it (github.com/gophish/gophish): models/campaign.go,
 * models/result.go, models/group.go, models/template.go, models/smtp.go.
 */

/** Go writes a time with nanoseconds, their trailing zeros left out, and the zero time where there is none. */
const time = (at: number | null): string =>
  at === null
    ? '0001-01-01T00:00:00Z'
    : new Date(at).toISOString().replace(/\.(\d*?)0*Z$/, (_, digits: string) => (digits === '' ? 'Z' : `.${digits}Z`))

const dates = (campaign: Campaign) => ({
  created_date: time(campaign.launchedAt),
  launch_date: time(campaign.launchedAt),
  send_by_date: time(null),
  completed_date: time(campaign.completedAt),
})

const statusOf = (campaign: Campaign): string => (campaign.completedAt === null ? 'In progress' : 'Completed')

interface Told {
  readonly campaign_id: number
  readonly email: string
  readonly time: string
  readonly message: string
  readonly details: string
}

const browser = { address: '192.0.2.17', 'user-agent': 'Mozilla/5.0' }

/** Which event of GoPhish stands for one of the world; those it knows nothing of (queued, delivered) have none. */
const messages: Readonly<Record<string, string>> = {
  sent: 'Email Sent',
  deferred: 'Error Sending Email',
  bounced: 'Error Sending Email',
  failed: 'Error Sending Email',
  opened: 'Email Opened',
  clicked: 'Clicked Link',
  reported: 'Email Reported',
}

const eventsOf = (campaign: Campaign, email: SimSentEmail): (Told & { at: number })[] => {
  const rid = resultIdOf(email)
  return email.events
    .flatMap(({ kind, at, detail }) => {
      const message = messages[kind]
      if (message === undefined) return []
      const error = message === 'Error Sending Email'
      const details = error
        ? JSON.stringify({ error: detail ?? 'unexpected EOF' })
        : message === 'Email Sent'
          ? ''
          : JSON.stringify({ payload: { rid: [rid] }, browser })
      const told = { campaign_id: campaign.id, email: email.recipient, message, details, at, time: time(at) }
      // Whoever clicks also types something into the landing page, here always.
      const typed = JSON.stringify({ payload: { rid: [rid], password: ['typed-by-the-person'] }, browser })
      const submitted = { ...told, message: 'Submitted Data', details: typed, at: at + 4_000, time: time(at + 4_000) }
      return kind === 'clicked' ? [told, submitted] : [told]
    })
    .sort((a, b) => a.at - b.at)
}

const recipient = (email: SimSentEmail, person: SimPerson) => ({
  email: email.recipient,
  first_name: person.givenName,
  last_name: person.familyName,
  position: '',
})

const furthest = ['Email Sent', 'Email Opened', 'Clicked Link', 'Submitted Data']

const resultOf = (campaign: Campaign, email: SimSentEmail, person: SimPerson) => {
  const events = eventsOf(campaign, email)
  const reached = furthest.findLast((message) => events.some((event) => event.message === message))
  const failed = email.events.some(({ kind }) => kind === 'bounced' || kind === 'failed')
  const sent = events.find(({ message }) => message === 'Email Sent')
  return {
    id: resultIdOf(email),
    status: failed ? 'Error' : (reached ?? (events.length > 0 ? 'Retrying' : 'Scheduled')),
    ip: '',
    latitude: 0,
    longitude: 0,
    send_date: sent?.time ?? time(email.sentAt),
    reported: events.some(({ message }) => message === 'Email Reported'),
    modified_date: events.at(-1)?.time ?? time(email.sentAt),
    ...recipient(email, person),
  }
}

/** GET /campaigns/summary. */
export const summaries = (campaigns: readonly Campaign[]): object => ({
  total: campaigns.length,
  campaigns: campaigns.map((campaign) => ({
    id: campaign.id,
    ...dates(campaign),
    status: statusOf(campaign),
    name: campaign.name,
    stats: statsOf(campaign),
  })),
})

/** models/campaign.go getCampaignStats: every later stage counts as the earlier ones too. */
const statsOf = (campaign: Campaign) => {
  const results = campaign.emails.map(({ email, person }) => resultOf(campaign, email, person))
  const count = (...statuses: string[]): number => results.filter(({ status }) => statuses.includes(status)).length
  return {
    total: results.length,
    sent: count(...furthest),
    opened: count(...furthest.slice(1)),
    clicked: count(...furthest.slice(2)),
    submitted_data: count('Submitted Data'),
    email_reported: results.filter(({ reported }) => reported).length,
    error: count('Error'),
  }
}

/** GET /campaigns/{id}/results. */
export const results = (campaign: Campaign): object => {
  const timeline: Told[] = campaign.emails
    .flatMap(({ email }) => eventsOf(campaign, email))
    .sort((a, b) => a.at - b.at)
    .map(({ at: _, ...told }) => told)
  const created = {
    campaign_id: campaign.id,
    email: '',
    time: time(campaign.launchedAt),
    message: 'Campaign Created',
    details: '',
  }
  return {
    id: campaign.id,
    name: campaign.name,
    status: statusOf(campaign),
    results: campaign.emails.map(({ email, person }) => resultOf(campaign, email, person)),
    timeline: [created, ...timeline],
  }
}

/** GET /campaigns/{id}: as the results, with everything it was made from, the sending profile's password too. */
export const whole = (campaign: Campaign): object => {
  const sender = campaign.emails[0]?.email.sender ?? { name: '', address: '' }
  return {
    ...results(campaign),
    ...dates(campaign),
    template: {
      id: campaign.id,
      name: campaign.name,
      envelope_sender: '',
      subject: campaign.emails[0]?.email.subject ?? '',
      text: 'Please read this at {{.URL}}',
      html: '',
      modified_date: time(campaign.launchedAt),
      attachments: [],
    },
    page: {
      id: 1,
      name: 'Sign in',
      html: '<form></form>',
      capture_credentials: true,
      capture_passwords: false,
      redirect_url: '',
      modified_date: time(campaign.launchedAt),
    },
    smtp: {
      id: 1,
      interface_type: 'SMTP',
      name: 'Platform',
      host: 'mail.platform.example:587',
      username: 'sender',
      password: 'password-of-the-sending-profile',
      from_address: `${sender.name} <${sender.address}>`,
      ignore_cert_errors: false,
      headers: [],
      modified_date: time(campaign.launchedAt),
    },
    url: 'https://landing.platform.example',
  }
}

/** GET /groups/: one group of all people who are still there. */
export const groups = (tenant: SimTenant, now: number): object[] => [
  {
    id: 1,
    name: tenant.name,
    modified_date: time(now),
    targets: tenant.people
      .filter(({ status }) => status === 'active')
      .map((person) => ({
        email: person.address,
        first_name: person.givenName,
        last_name: person.familyName,
        position: '',
      })),
  },
]
