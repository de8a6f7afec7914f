import type { Judgement } from '../../../shared/headers/filters'
import type { HeaderReport, Outcome } from '../../../shared/headers/report'
import type { Tone } from '../../ui/chip'

export const judgements: Readonly<Record<Judgement, readonly [tone: Tone, word: string]>> = {
  'let-through': ['calm', 'let through'],
  clean: ['none', 'clean'],
  suspect: ['warm', 'suspect'],
  spam: ['hot', 'spam'],
  fact: ['none', 'fact'],
  unknown: ['unknown', 'unknown'],
}

export const outcomes: Readonly<Record<Outcome, readonly [tone: Tone, word: string]>> = {
  'let-through': ['calm', 'Let through'],
  'not-stopped': ['warm', 'Not let through on purpose'],
  stopped: ['hot', 'Stopped'],
  'not-ours': ['hot', 'Not from us'],
  unknown: ['unknown', 'Unknown'],
}

/** Tint of the result of a check. */
export const resultTone = (result: string): Tone => {
  if (/^(pass|bestguesspass|softpass)$/.test(result)) return 'calm'
  if (/^(fail|hardfail|permerror)$/.test(result)) return 'hot'
  return /^(softfail|temperror|policy)$/.test(result) ? 'warm' : 'none'
}

const oursWords: Readonly<Record<HeaderReport['ours'], string>> = {
  yes: 'Yes',
  no: 'No',
  unknown: 'The headers don’t say',
}

/** Whether it came from us, and after which address. */
export const oursText = ({ ours, compared }: HeaderReport): string => {
  const [first] = compared
  return first === undefined ? oursWords[ours] : `${oursWords[ours]}: ${first.ip}, in ${first.header}`
}

/** From whom the customer's first server took it. */
export const handedOverText = ({ handedOver }: HeaderReport): string => {
  if (handedOver === null) return 'No line tells'
  const { from, ip, by } = handedOver
  const who = from !== null && ip !== null && from !== ip ? `${from} (${ip})` : (from ?? ip ?? 'somebody')
  return by === null ? who : `${who}, to ${by}`
}
