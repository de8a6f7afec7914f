import type { SimSentEmail } from '../world'
import type { Calendar } from './calendar'
import type { EmailPlan, Outcome, Spot } from './plan'
import { phishingTemplates, trainingSender, welcomeSender, type Sender } from './texts'

/** The email that tests and demonstrations look for. */
export const dueReminder = 'Reminder: Your November training is due'

export interface Row {
  readonly daysAgo: number
  readonly time: readonly [hour: number, minute: number, second?: number]
  readonly subject: string
  readonly type?: SimSentEmail['type']
  readonly campaign?: string
  readonly sender?: Sender
  readonly outcome: Outcome
  readonly detail?: string
  readonly spots: readonly Spot[]
  readonly method?: SimSentEmail['method']
  readonly unread?: boolean
  readonly idTail?: string
  readonly logged?: boolean
}

const senderOf = (row: Row): Sender => {
  if (row.sender) return row.sender
  if (row.type === 'phishing-test')
    return phishingTemplates.find((template) => template.subject === row.subject)?.sender ?? trainingSender
  return row.type === 'welcome' ? welcomeSender : trainingSender
}

/** Rows written by hand become plans. A time that would lie after the anchor moves to the day before. */
export const fromRows = (calendar: Calendar, method: SimSentEmail['method'], rows: readonly Row[]): EmailPlan[] =>
  rows.map((row) => {
    const [hour, minute, second = 0] = row.time
    const planned = calendar.at(row.daysAgo, hour, minute, second)
    const template = phishingTemplates.find((one) => one.subject === row.subject)
    return {
      subject: row.subject,
      type: row.type ?? 'training-reminder',
      campaign: row.campaign ?? template?.campaign ?? null,
      sender: senderOf(row),
      sentAt: planned > calendar.anchoredAt - 120_000 ? calendar.at(row.daysAgo + 1, hour, minute, second) : planned,
      method: row.method ?? method,
      outcome: row.outcome,
      spots: row.spots,
      ...(row.detail === undefined ? {} : { detail: row.detail }),
      ...(row.unread === undefined ? {} : { unread: row.unread }),
      ...(row.idTail === undefined ? {} : { idTail: row.idTail }),
      ...(row.logged === undefined ? {} : { logged: row.logged }),
    }
  })
