import { everySendMethod, smtpShare, type BreakPoint, type Peers, type Sends } from '../../shared/model/sends'
import type { SendMethod } from '../../shared/model/sent-email'
import { shortTime } from '../ui/time'

/** A method in a sentence or a legend, as the log spells it. */
export const sendMethodText = (method: SendMethod): string => (method === 'unknown' ? 'method not told' : method)

const number = (count: number): string => count.toLocaleString('en-GB')

/** `The grant broke between 12 Nov 09:00 and 13 Nov 09:00.`, and when mail went by the API again. */
export const breakSentence = ({ lastApi, firstSmtp, repaired }: BreakPoint, zone: string, now: number): string => {
  const between = (from: string, to: string): string => `${shortTime(from, zone, now)} and ${shortTime(to, zone, now)}`
  const broke = `The grant broke between ${between(lastApi, firstSmtp)}`
  return repaired === null
    ? `${broke}. Mail has gone by smtp since.`
    : `${broke}, and was repaired between ${between(repaired.lastSmtp, repaired.firstApi)}.`
}

/** What the methods of a window add up to, in one sentence; null where no mail by SMTP stands out. */
export const sendsSentence = (sends: Sends, zone: string, now: number): string | null => {
  if (sends.breakPoint !== null) return breakSentence(sends.breakPoint, zone, now)
  if (sends.mixed) return 'Mail went by the API and by smtp in turns: when a grant broke can’t be told from that.'
  if (sends.counts.smtp === 0) return null
  return 'No mail by the API is known before the first by smtp: when the grant broke can’t be told.'
}

/** Counts by method as they are read out: `3 by microsoft-api, 1 by smtp`; `no mail` where there is none. */
export const countsText = (counts: Sends['counts'], due = 0): string => {
  const parts = everySendMethod.flatMap((method) =>
    counts[method] === 0
      ? []
      : [`${number(counts[method])} ${method === 'unknown' ? sendMethodText(method) : `by ${method}`}`],
  )
  if (due > 0) parts.push(`${number(due)} due, never sent`)
  return parts.length === 0 ? 'no mail' : parts.join(', ')
}

/** Whether it is one person, some, or everyone. */
export const reachSentence = ({ reach, people }: Peers): string => {
  const { smtp, all } = smtpShare(people)
  switch (reach) {
    case 'nobody':
      return 'Nobody else’s last email went by smtp.'
    case 'this-person':
      return 'It is this person alone: everybody else’s last email went by the API.'
    case 'some':
      return `It is some: the last email of ${number(smtp)} of ${number(all)} others went by smtp.`
    case 'most':
      return `It is most of the tenant: the last email of ${number(smtp)} of ${number(all)} others went by smtp.`
    case 'everyone':
      return 'It is everyone: everybody else’s last email went by smtp too.'
    case 'unknown':
      return 'Nobody else was sent anything in this window that tells.'
  }
}
