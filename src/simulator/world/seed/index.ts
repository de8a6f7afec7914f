import { seededRandom } from '../../core/random'
import { googleKeys, manualKeys, microsoftKeys } from '../keys'
import type { SimTenant, World } from '../world'
import { contosoActors } from './actors/contoso'
import { northwindActors } from './actors/northwind'
import { fabrikamActors, litwareActors } from './actors/others'
import { seedTenant, type TenantPlan } from './tenant'

/** Raise it when the same seed would give another world: a state file of an older one can't be replayed then. */
export const seedVersion = 2

const microsoftGrants = ['User.Read.All', 'Mail.ReadWrite', 'MailboxSettings.Read', 'Mail.Send'] as const
const googleGrants = [
  'https://www.googleapis.com/auth/gmail.modify',
  'https://www.googleapis.com/auth/gmail.metadata',
  'https://www.googleapis.com/auth/gmail.readonly',
  'https://www.googleapis.com/auth/gmail.labels',
  'https://www.googleapis.com/auth/gmail.settings.basic',
  'https://www.googleapis.com/auth/gmail.send',
  'https://www.googleapis.com/auth/admin.directory.user.readonly',
] as const

/** Days before the anchor at which Fabrikam's administrator withdrew the consent. */
const revokedDaysAgo = 11

/** Builds the four tenants. The same seed and anchor give the same world, except for secrets. */
export const buildWorld = (seed: number, anchoredAt: number): World => {
  const random = seededRandom(seed)
  const plans: readonly TenantPlan[] = [
    {
      key: 'northwind',
      name: 'Northwind Dental',
      provider: 'microsoft',
      domains: ['northwind.example', 'northwind-dental.example'],
      timeZone: 'Europe/Berlin',
      colour: '#7a4fd0',
      keys: microsoftKeys(random.fork('northwind keys')),
      grants: [...microsoftGrants],
      size: 180,
      actors: northwindActors,
      methodOn: () => 'microsoft-api',
    },
    {
      key: 'contoso',
      name: 'Contoso Clinics',
      provider: 'google',
      domains: ['contoso.example', 'contoso-clinics.example'],
      timeZone: 'America/New_York',
      colour: '#0f7f8f',
      keys: googleKeys(random.fork('contoso keys'), 'admin@contoso.example'),
      grants: [...googleGrants],
      size: 140,
      actors: contosoActors,
      methodOn: () => 'gmail-api',
    },
    {
      key: 'fabrikam',
      name: 'Fabrikam Freight',
      provider: 'microsoft',
      domains: ['fabrikam.example'],
      timeZone: 'Europe/Berlin',
      colour: '#c2551a',
      keys: microsoftKeys(random.fork('fabrikam keys')),
      grants: [],
      size: 60,
      actors: fabrikamActors,
      methodOn: (daysAgo) => (daysAgo <= revokedDaysAgo ? 'smtp' : 'microsoft-api'),
      neverSent: (calendar) => ({
        subject: 'Quarterly phishing test',
        type: 'phishing-test',
        campaign: 'Quarterly phishing test',
        dueAt: calendar.at(6, 9, 0),
      }),
    },
    {
      key: 'litware',
      name: 'Litware Legal',
      provider: 'manual',
      domains: ['litware.example'],
      timeZone: 'Europe/London',
      colour: '#4a7a1f',
      keys: manualKeys(),
      grants: [],
      size: 40,
      actors: litwareActors,
      methodOn: () => 'smtp',
    },
  ]
  const tenants: SimTenant[] = plans.map((plan) => seedTenant(seed, plan, anchoredAt))
  return { seed, anchoredAt, tenants }
}
