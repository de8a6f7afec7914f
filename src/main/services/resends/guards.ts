import { Failure, type ResendOrder } from '../../../shared/model'
import type { PersonRecord, ResendRecord } from '../../ledger/ledger'
import type { TenantSettings } from '../../tenants/settings'

/** One address and nothing that a mail system could read as a second one. */
const oneAddress = /^[^\s@,;:<>()[\]"\\]+@[^\s@,;:<>()[\]"\\]+$/

/** What speaks against sending to this person at all; null when nothing does. */
export const personRefusal = (person: PersonRecord, { path, evenSuspended }: ResendOrder): Failure | null => {
  if (person.status === 'removed')
    return new Failure({ code: 'not-allowed', message: `${person.name} was removed: nothing is sent to them.` })
  if (person.status === 'suspended' && evenSuspended !== true)
    return new Failure({
      code: 'not-allowed',
      message: `${person.name} is suspended: say that it is to be sent all the same.`,
      field: 'evenSuspended',
    })
  if (!oneAddress.test(person.address))
    return new Failure({
      code: 'not-allowed',
      message: `“${person.address}” is not one address: nothing is sent to it.`,
    })
  if (person.mailbox === 'absent' && path !== 'platform' && path !== 'smtp')
    return new Failure({ code: 'no-mailbox', message: `${person.name} has no mailbox that it could be put into.` })
  return null
}

/** Whether one more to this person would be too many, judged by those to them alone; the ledger has the last word. */
export const ceilingOf = (
  others: readonly ResendRecord[],
  { resends }: TenantSettings,
  now: number,
): Failure | null => {
  const lately = others.filter(({ state, startedAt }) => state !== 'failed' && startedAt > now - 86_400_000)
  if (lately.length < resends.perPerson) return null
  return new Failure({
    code: 'too-many-resends',
    message: `${resends.perPerson} emails were sent to this person within a day, which is the most that this tenant's settings allow.`,
  })
}
