import type { SimContext } from '../core/context'
import type { SimAnswer, Trace } from '../core/service'
import type { GraphCall } from './call'
import type { MailboxSlots } from './concurrency'
import { errorAnswer, faultRefusal, GraphRefusal, mailboxConcurrency } from './errors'
import { answerCall, splitUrl } from './router'

interface Member {
  readonly id: string
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: unknown
  readonly dependsOn: readonly string[]
}

const malformed = (message: string): GraphRefusal => new GraphRefusal(400, 'BadRequest', message)

const memberOf = (value: unknown): Member | null => {
  if (typeof value !== 'object' || value === null) return null
  const { id, method, url, headers, body, dependsOn } = value as Readonly<Record<string, unknown>>
  if (typeof id !== 'string' || typeof method !== 'string' || typeof url !== 'string' || id === '') return null
  const named = Object.entries((headers ?? {}) as Record<string, unknown>).map(([name, text]) => [
    name.toLowerCase(),
    String(text),
  ])
  return {
    id,
    method: method.toUpperCase(),
    url,
    headers: Object.fromEntries(named) as Record<string, string>,
    body: body ?? null,
    dependsOn: Array.isArray(dependsOn) ? dependsOn.map(String) : [],
  }
}

const membersOf = (body: unknown): readonly Member[] | GraphRefusal => {
  const requests = typeof body === 'object' && body !== null && 'requests' in body ? body.requests : null
  if (!Array.isArray(requests) || requests.length === 0) return malformed('Invalid batch payload format.')
  if (requests.length > 20)
    return malformed(
      `Number of batch request steps exceeds the maximum value of 20. Actual number of steps: ${requests.length}.`,
    )
  const members = requests.map(memberOf).filter((member) => member !== null)
  if (members.length < requests.length) return malformed('Invalid batch payload format.')
  if (new Set(members.map((member) => member.id.toLowerCase())).size < members.length)
    return malformed('Every request id must be unique within a batch.')
  return members
}

export interface BatchParts {
  readonly context: SimContext
  readonly slots: MailboxSlots
  readonly tenant: GraphCall['tenant']
  readonly roles: GraphCall['roles']
  readonly self: GraphCall['self']
  readonly base: string
  readonly trace: Trace
  /** Path of the batch below the service, for fault rules. */
  readonly route: string
}

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** How long one group takes without a fault: long enough for another request to meet it. */
const groupMs = 2

const answerMember = (
  parts: BatchParts,
  member: Member,
  statuses: ReadonlyMap<string, number>,
  full: boolean,
): SimAnswer => {
  const refused = (error: GraphRefusal): SimAnswer =>
    errorAnswer(parts.context, error, member.headers['client-request-id'])
  const failed = member.dependsOn.some((id) => (statuses.get(id.toLowerCase()) ?? 424) >= 400)
  if (failed) return refused(new GraphRefusal(424, 'FailedDependency', 'A request this one depends on has failed.'))
  if (full) return refused(mailboxConcurrency())
  const fault = parts.context.faults.nextOfMember('graph', `${member.method} ${member.url}`)
  if (fault) return refused(faultRefusal(fault.status, fault.retryAfter))
  if (/^https?:/i.test(member.url)) return refused(malformed('Invalid request URL: it must be relative.'))
  if (member.body !== null && member.headers['content-type'] === undefined)
    return refused(malformed('Write request id : a body needs a Content-Type header.'))
  const split = splitUrl(member.url)
  if (!split) return refused(malformed('Invalid request URL.'))
  let mailbox: string | null = null
  const notes: string[] = []
  const answered = answerCall({
    method: member.method,
    ...split,
    headers: member.headers,
    body: member.body,
    tenant: parts.tenant,
    roles: parts.roles,
    self: parts.self,
    base: parts.base,
    context: parts.context,
    trace: { mailbox: (address) => (mailbox = address), note: (text) => notes.push(text) },
  })
  for (const note of notes) parts.trace.note(note)
  if (mailbox !== null) parts.trace.mailbox(mailbox)
  return answered
}

/** Graph guide: combine multiple HTTP requests using JSON batching. Members for Outlook go on four at a time. */
export const answerBatch = async (parts: BatchParts, body: unknown): Promise<SimAnswer> => {
  const members = membersOf(body)
  if (members instanceof GraphRefusal) return errorAnswer(parts.context, members, undefined)
  const statuses = new Map<string, number>()
  const responses: object[] = []
  for (let first = 0; first < members.length; first += 4) {
    const group = members.slice(first, first + 4)
    const places = group.map((member) => parts.slots.enter(splitUrl(member.url)?.segments ?? []))
    await wait(Math.max(groupMs, parts.context.faults.groupDelay('graph', parts.route)))
    group.forEach((member, index) => {
      const place = places[index] ?? null
      const answered = answerMember(parts, member, statuses, place === null)
      place?.()
      statuses.set(member.id.toLowerCase(), answered.status)
      const [, root = '', user = ''] = member.url.split(/[/?]/)
      const about =
        root.toLowerCase() === 'users' && user !== ''
          ? parts.context.find.person(decode(user))?.person.address
          : undefined
      parts.trace.member({
        method: member.method,
        url: `/v1.0${member.url.startsWith('/') ? '' : '/'}${member.url}`,
        headers: member.headers,
        body: member.body === null ? '' : JSON.stringify(member.body),
        status: answered.status,
        mailbox: about ?? null,
      })
      responses.push({
        id: member.id,
        status: answered.status,
        headers: { 'Content-Type': 'application/json', ...titled(answered.headers ?? {}) },
        ...(answered.body === undefined || answered.body === null ? {} : { body: answered.body }),
      })
    })
  }
  return { status: 200, body: { responses: shuffled(parts.context, responses) } }
}

const decode = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

const titled = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, text]) => [
      name.replace(/(^|-)[a-z]/g, (letter) => letter.toUpperCase()),
      text,
    ]),
  )

/** Answers come in no order one could rely on. */
const shuffled = (context: SimContext, list: object[]): object[] =>
  list
    .map((entry) => ({ entry, key: context.random.next() }))
    .sort((one, other) => one.key - other.key)
    .map(({ entry }) => entry)
