import type { SimDueEmail, SimTenant } from '../world/world'
import { cutPage, isProblem, type Page } from './pages'
import type { Problem } from './problems'
import { readWindow } from './window'

const minuteMs = 60_000

/**
 * `GET /v1/tenants/{tenant}/people/{person}/scheduled-sends` of resources/openapi/sent-log.yaml: what was due for one person.
 * Each email of a campaign was due at the full minute in which it was sent; others were never scheduled.
 */
export const listScheduledSends = (
  tenant: SimTenant,
  personId: string,
  query: URLSearchParams,
): Page<object> | Problem => {
  const window = readWindow(query)
  if (isProblem(window)) return window
  const { from, to } = window
  const fulfilled = (tenant.sent.get(personId) ?? []).flatMap((email): SimDueEmail[] => {
    if (email.campaign === null) return []
    const { id, subject, type, campaign } = email
    const dueAt = Math.floor(email.sentAt / minuteMs) * minuteMs
    return [{ id: `due_${id}`, subject, type, campaign, dueAt, sentEmailId: id }]
  })
  const rows = [...fulfilled, ...(tenant.neverSent.get(personId) ?? [])]
    .filter(({ dueAt }) => dueAt >= from && dueAt < to)
    .sort((one, other) => other.dueAt - one.dueAt || (one.id < other.id ? -1 : 1))
  const about = `scheduled-sends ${tenant.key} ${personId} ${from} ${to}`
  const page = cutPage(rows, query, about, { keyOf: (due) => [due.dueAt, due.id], newestFirst: true })
  return isProblem(page)
    ? page
    : {
        ...page,
        items: page.items.map(({ id, subject, type, campaign, dueAt, sentEmailId }) => ({
          id,
          person: personId,
          subject,
          type,
          campaign,
          dueAt: new Date(dueAt).toISOString(),
          sentEmail: sentEmailId,
        })),
      }
}
