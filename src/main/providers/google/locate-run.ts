import type { Failure } from '../../../shared/model'
import type { LocateResult, WantedEmail } from '../provider'
import type { PartAnswer } from './batch'
import { concernsMailbox } from './failures'
import { labelFields, labelsPath, type LabelNames } from './labels'
import { createPartQueue, type Part, type PartQueue } from './part-queue'
import { userLabelsOf } from './place'
import { callPath } from './query'
import { createSearch, unknownResult, type Search } from './search'
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

export const createLocateRun = (
  address: string,
  labels: LabelNames,
  now: () => number,
  wanted: readonly WantedEmail[],
  report: (result: LocateResult) => void,
): LocateRun => {
  const queue = createPartQueue()
  const open = new Map<string, Search>()
  /** Whether the labels are asked for in this run; `done` also when they couldn't be read. */
  let labelState: 'unasked' | 'asked' | 'done' = 'unasked'

  const askLabels = (): void => {
    if (labelState !== 'unasked') return
    labelState = 'asked'
    queue.add({ kind: 'labels', emailId: null, path: callPath(labelsPath, { fields: labelFields }), round: 0 })
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
    const nameless = userLabelsOf(search.labelIds()).some((id) => labels.nameOf(address, id) === null)
    if (nameless && labelState !== 'done') askLabels()
    else give(search.result((id) => labels.nameOf(address, id)))
  }
  const labelsDone = (): void => {
    labelState = 'done'
    for (const search of [...open.values()]) settle(search)
  }

  const take: LocateRun['take'] = (part, answer) => {
    if (answer === null) return apiTrouble(502, new Headers(), null, now())
    const good = answer.status >= 200 && answer.status < 300
    const trouble = apiTrouble(answer.status, answer.headers, answer.body, now())
    if (part.emailId === null) {
      if (!good || !labels.learn(address, answer.body)) return trouble
      labelsDone()
      return null
    }
    const search = open.get(part.emailId)
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
    if (part.emailId === null) labelsDone()
    else if (concernsMailbox(failure)) giveUp(failure)
    else give(unknownResult(part.emailId, failure))
  }

  for (const email of wanted) {
    const search = createSearch(email)
    open.set(email.emailId, search)
    search.start().forEach(queue.add)
  }
  if (wanted.length > 0 && !labels.knows(address, [])) askLabels()

  return { queue, take, fail, giveUp }
}
