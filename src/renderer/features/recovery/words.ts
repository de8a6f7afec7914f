import type { Recovery, RecoveryEvidence, RecoveryOutcome, RunnableStep } from '../../../shared/model/recovery'
import { breakSentence } from '../../app/send-words'

export const stepTitles: Readonly<Record<RunnableStep | 'see' | 'result', string>> = {
  see: 'What we see',
  resync: 'Resync directory',
  resend: 'Resend',
  watch: 'Watch for it',
  result: 'Result',
}

/** What each step is for, while it is ahead. */
export const stepPurposes: Readonly<Record<RunnableStep | 'result', string>> = {
  resync: 'Reads the directory and the permissions again.',
  resend: 'A resync alone writes no row in the log: something has to be sent.',
  watch: 'Method, folder and seconds until it arrives.',
  result: 'Repaired, or escalate with everything gathered.',
}

const emails = (count: number): string => `${count.toLocaleString('en')} ${count === 1 ? 'email' : 'emails'}`

/** What the log shows, as one sentence for a heading; null where it shows no sign. */
export const signSentence = ({ signs, breakPoint }: RecoveryEvidence, zone: string, now: number): string | null => {
  if (signs.includes('smtp'))
    return breakPoint === null
      ? 'Mail goes by smtp, although this tenant is synced.'
      : breakSentence(breakPoint, zone, now)
  if (signs.includes('empty-log')) return 'Nothing was sent in this window, although others of this tenant got mail.'
  return null
}

/** The figures behind the sign. */
export const evidenceSentence = ({ sent, bySmtp, toOthers, signs }: RecoveryEvidence): string => {
  const said: string[] = []
  if (signs.includes('smtp')) said.push(`${bySmtp.toLocaleString('en')} of ${emails(sent)} went by smtp`)
  if (signs.includes('empty-log') && toOthers > 0) said.push(`the others were sent ${emails(toOthers)} meanwhile`)
  if (said.length === 0) said.push(sent === 0 ? 'nothing was sent' : `${emails(sent)} went by the API`)
  const text = said.join(', ')
  return `${text[0]!.toUpperCase()}${text.slice(1)}.`
}

export interface OutcomeWords {
  readonly headline: string
  readonly next: string
  readonly tone: 'calm' | 'warm' | 'hot'
}

/** What the walk came to, and what to do now. */
export const outcomeWords: Readonly<Record<RecoveryOutcome, OutcomeWords>> = {
  repaired: {
    headline: 'Repaired: the new email went by the API and is in the Inbox.',
    next: 'Close the way back. Earlier emails that went by smtp may still lie in a filter.',
    tone: 'calm',
  },
  'not-in-inbox': {
    headline: 'It went by the API again, but it isn’t in the Inbox.',
    next: 'The grant works. Open the email in the log to see where it lies, and move it.',
    tone: 'warm',
  },
  'still-smtp': {
    headline: 'Still by smtp: the grant is not repaired.',
    next: 'Have the customer’s admin grant the missing permissions, then repeat; else escalate with what was gathered.',
    tone: 'hot',
  },
  'still-empty': {
    headline: 'Still empty: nothing new came into the log.',
    next: 'Escalate with what was gathered.',
    tone: 'hot',
  },
  unsure: {
    headline: 'Not shown either way: nothing that was sent could be followed.',
    next: 'Resend and watch, or escalate with the reasons that were given.',
    tone: 'warm',
  },
}

const minutes = (seconds: number): string =>
  seconds < 90 ? `${seconds} s` : `${Math.round(seconds / 60).toLocaleString('en')} min`

/** What arrived, as one sentence; null while nothing did. */
export const arrivalSentence = (recovery: Recovery): string | null => {
  const arrival = recovery.attempts.findLast(({ step }) => step === 'watch')?.arrival
  if (!arrival) return null
  const where =
    arrival.place === null
      ? arrival.unknown === null
        ? 'not found in the mailbox'
        : 'the mailbox can’t be looked into'
      : arrival.place.path.join(' › ') || arrival.place.kind
  const after = arrival.seconds === null ? '' : `, ${minutes(arrival.seconds)} after it was sent`
  return `By ${arrival.method}, ${where}${after}.`
}
