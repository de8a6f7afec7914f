import { Failure, type Person, type SentEmail, type Tenant } from '../../shared/model'
import type { EmailKey } from '../ledger/ledger'
import { findPerson } from './find-person'
import { findTenant } from './find-tenant'
import type { ShellCore } from './open-shell-core'

/** One email of one person, as the options name it. */
export interface NamedEmail {
  readonly tenant: Tenant
  readonly person: Person
  readonly email: SentEmail
  readonly key: EmailKey
}

const year = { kind: 'days', days: 365 } as const

const bare = (id: string): string => id.trim().replace(/^<|>$/g, '')

/** Looks in what is known of the last year, then in the log as its source has it now. Throws `unknown-email`. */
export const findEmail = async (
  core: ShellCore,
  named: { readonly tenant: string; readonly person: string; readonly messageId: string },
): Promise<NamedEmail> => {
  const tenant = await findTenant(core, named.tenant)
  const person = await findPerson(core, tenant.id, named.person, false)
  const about = { tenantId: tenant.id, personId: person.id }
  const known = async (): Promise<SentEmail | undefined> => {
    const { emails } = await core.log.read(about, year)
    return emails.find(({ messageId }) => messageId !== null && bare(messageId) === bare(named.messageId))
  }
  let email = await known()
  if (!email) {
    await core.finished(await core.log.refresh(about, year))
    email = await known()
  }
  if (email) return { tenant, person, email, key: { ...about, emailId: email.id } }
  throw new Failure({
    code: 'unknown-email',
    message: 'The log of the last year holds no email with this Message-ID for this person: see “log --json”.',
    field: 'message-id',
  })
}
