import { Failure, leadingCopy, type SentEmail, type Sighting, type TimeWindow } from '../../../shared/model'
import type { Answer } from '../answer'
import { findPerson } from '../find-person'
import { findTenant } from '../find-tenant'
import type { ShellCore } from '../open-shell-core'
import { placeOf } from '../sighting-text'
import { table } from '../table'

const dayMs = 86_400_000
const longestDays = 3_650

const windowOf = (days: string | null): TimeWindow => {
  const count = Number(days ?? '30')
  if (!Number.isInteger(count) || count < 1 || count > longestDays)
    throw new Failure({
      code: 'bad-input',
      message: `--days takes a whole number from 1 to ${longestDays}, not “${days}”.`,
      field: 'days',
    })
  if (count === 7 || count === 30 || count === 90 || count === 365) return { kind: 'days', days: count }
  const now = Date.now()
  return { kind: 'custom', from: new Date(now - count * dayMs).toISOString(), to: new Date(now + 60_000).toISOString() }
}

const lastSeen = (sighting: Sighting | null): string => {
  const copy = leadingCopy(sighting)
  return copy ? placeOf(copy.place) : (sighting?.kind ?? '')
}

const rowOf = ({ sentAt, type, method, latestEvent, sighting, subject }: SentEmail): readonly string[] => [
  sentAt.replace('T', ' ').replace(/(\.\d+)?Z$/, 'Z'),
  type,
  method,
  latestEvent?.kind ?? '',
  lastSeen(sighting),
  subject,
]

/** `log` */
export const showLog = async (
  core: ShellCore,
  asked: { tenant: string; person: string; days: string | null; offline: boolean },
): Promise<Answer> => {
  const window = windowOf(asked.days)
  const tenant = await findTenant(core, asked.tenant)
  const person = await findPerson(core, tenant.id, asked.person, asked.offline)
  const key = { tenantId: tenant.id, personId: person.id }
  if (!asked.offline) await core.finished(await core.log.refresh(key, window))
  const page = await core.log.read(key, window)
  const none = `No email was sent to ${person.address} between ${page.from} and ${page.to}.`
  return {
    json: { tenant: { id: tenant.id, name: tenant.name }, person, ...page },
    text:
      page.emails.length === 0
        ? none
        : table(['Sent (UTC)', 'Type', 'Method', 'Latest event', 'Last seen', 'Subject'], page.emails.map(rowOf)),
  }
}
