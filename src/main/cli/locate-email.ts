import { Failure, type Sighting } from '../../shared/model'
import { isoOf } from '../services/parts'
import { findEmail, type NamedEmail } from './find-email'
import type { ShellCore } from './open-shell-core'

export interface LocatedEmail extends NamedEmail {
  readonly sighting: Sighting
}

/** Finds the email in the log, then looks for it in the mailbox now. */
export const locateEmail = async (
  core: ShellCore,
  named: { tenant: string; person: string; messageId: string },
): Promise<LocatedEmail> => {
  const found = await findEmail(core, named)
  if (found.tenant.provider === 'manual')
    throw new Failure({
      code: 'manual-tenant',
      message: `${found.tenant.name} is manual: its mail is sent by SMTP and no mailbox can be read or changed.`,
    })
  await core.locate.locate(found.key, [found.email.id], true)
  const record = await core.ledger.readEmail(found.key)
  const unknown = { kind: 'unknown', at: isoOf(Date.now()), call: null, reason: 'not-asked', detail: null } as const
  return { ...found, sighting: record?.sighting ?? { ...unknown, lastKnown: null } }
}
