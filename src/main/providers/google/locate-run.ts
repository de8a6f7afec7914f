import type { Failure } from '../../../shared/model'
import type { LocateResult, WantedEmail } from '../provider'
import type { PartAnswer } from './batch'
import type { Connection } from './connection'
import { concernsMailbox } from './failures'
import { labelFields, labelsPath, type LabelNames } from './labels'
import { createPartQueue, type Part, type PartQueue } from './part-queue'
import { looksArchived, userLabelsOf } from './place'
import { callPath } from './query'
import { createSearch, unknownResult, type Search } from './search'
import { createSnoozedList, snoozedPath } from './snoozed'
import { apiTrouble, type Trouble } from './trouble'

/** Which emails are still open in one mailbox, and what their answers lead to. Sends nothing itself. */
export interface LocateRun {
  readonly queue: PartQueue
  /** Takes in one part's answer; null when it was one, else why the part has to be sent again or given up. */
  take(part: Part, answer: PartAnswer | null): Trouble | null
  /** Reports the email of a part as unknown; all of them when the failure holds for the mailbox. */
  fail(part: Part, failure: Failure): void
  /** Reports everything still open as unknown. */
  giveUp(failure: Failure): void
}

/** Questions whose answer serves every email of the run. */
type SharedKind = 'labels' | 'snoozed'

export const createLocateRun = (
  address: string,
  labels: LabelNames,
  { now, headerNames }: Pick<Connection, 'now' | 'headerNames'>,
  wanted: readonly WantedEmail[],
  report: (result: LocateResult) => void,
): LocateRun => {
  const queue = createPartQueue()
  const open = new Map<string, Search>()
  const snoozed = createSnoozedList()
  /** What serves all emails and was asked for in this run; `done` also when it couldn't be read. */
  const shared = { labels: 'unasked', snoozed: 'unasked' } as Record<SharedKind, 'unasked' | 'asked' | 'done'>
  const paths: Readonly<Record<SharedKind, string>> = {
    labels: callPath(labelsPath, { fields: labelFields }),
    snoozed: snoozedPath(),
  }

  const ask = (kind: SharedKind): void => {
    if (shared[kind] !== 'unasked') return
    shared[kind] = 'asked'
    queue.add({ kind, emailId: null, path: paths[kind], round: 0 })
  }
  const give = (result: LocateResult): void => {
    if (!open.delete(result.emailId)) return
    queue.drop(result.emailId)
    report(result)
  }
  const giveUp = (failure: Failure): void => {
    for (const emailId of [...open.keys()]) give(unknownResult(emailId, failure))
  }
  const settle = (search: Search): void => {
    if (!search.isComplete() || !open.has(search.wanted.emailId)) return
    const nameless = search
      .labels()
      .flatMap(userLabelsOf)
      .some((id) => labels.nameOf(address, id) === null)
    const wanting: SharedKind[] = [
      ...(nameless ? (['labels'] as const) : []),
      ...(search.labels().some(looksArchived) ? (['snoozed'] as const) : []),
    ]
    const missing = wanting.filter((kind) => shared[kind] !== 'done')
    missing.forEach(ask)
    if (missing.length === 0) give(search.result((id) => labels.nameOf(address, id), snoozed.has))
  }
  const done = (kind: SharedKind): void => {
    shared[kind] = 'done'
    for (const search of [...open.values()]) settle(search)
  }
  /** Whether the answer was one. */
  const learn = (kind: SharedKind, data: unknown): boolean => {
    if (kind === 'labels') {
      if (!labels.learn(address, data)) return false
      done(kind)
      return true
    }
    const page = snoozed.learn(data)
    if (page === null) return false
    if (page === 'done') done(kind)
    else queue.add({ kind, emailId: null, path: snoozedPath(page.next), round: 0 })
    return true
  }

  const take: LocateRun['take'] = (part, answer) => {
    if (answer === null) return apiTrouble(502, new Headers(), null, now())
    const good = answer.status >= 200 && answer.status < 300
    const trouble = apiTrouble(answer.status, answer.headers, answer.body, now())
    if (part.kind === 'labels' || part.kind === 'snoozed') return good && learn(part.kind, answer.body) ? null : trouble
    const search = part.emailId === null ? undefined : open.get(part.emailId)
    if (search === undefined) return null
    const next = good
      ? part.kind === 'list'
        ? search.listed(answer.body)
        : search.got(answer.body)
      : part.kind === 'get' && trouble.code === 'message-gone'
        ? search.gone()
        : null
    if (next === null) return trouble
    next.forEach(queue.add)
    settle(search)
    return null
  }

  const fail: LocateRun['fail'] = (part, failure) => {
    if (part.kind === 'labels' || part.kind === 'snoozed') done(part.kind)
    else if (concernsMailbox(failure)) giveUp(failure)
    else if (part.emailId !== null) give(unknownResult(part.emailId, failure))
  }

  for (const email of wanted) {
    const search = createSearch(email, headerNames)
    open.set(email.emailId, search)
    search.start().forEach(queue.add)
  }
  if (wanted.length > 0 && !labels.knows(address, [])) ask('labels')

  return { queue, take, fail, giveUp }
}
