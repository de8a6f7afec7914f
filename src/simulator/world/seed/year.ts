import type { SeededRandom } from '../../core/random'
import type { SimSentEmail } from '../world'
import type { Calendar } from './calendar'
import type { EmailPlan, Outcome, Spot } from './plan'
import { lessons, monthNames, phishingTemplates, trainingSender, welcomeSender } from './texts'

type Method = SimSentEmail['method']

/** What differs between tenants when a year of mail is planned. */
export interface Habits {
  readonly tenantName: string
  readonly provider: 'microsoft' | 'google' | 'manual'
  /** The send method of an email sent that many days before the anchor. */
  readonly methodOn: (daysAgo: number) => Method
}

/** Mail that leaves in the last minutes before the anchor has no time to arrive: it went out the day before instead. */
const settledMs = 5 * 60_000

const workingDay = (calendar: Calendar, daysAgo: number): number => {
  const { weekday } = calendar.dateOf(daysAgo)
  return weekday === 6 ? daysAgo + 1 : weekday === 0 ? daysAgo + 2 : daysAgo
}

const spotOf = (random: SeededRandom, provider: Habits['provider'], type: SimSentEmail['type']): readonly Spot[] => {
  const drawn = random.next()
  if (drawn < 0.012) return []
  if (drawn < 0.03) return [provider === 'google' ? 'deleted' : 'recoverable']
  if (drawn < 0.09) return ['deleted']
  if (drawn < (type === 'phishing-test' ? 0.24 : 0.15)) return ['junk']
  if (drawn < 0.28) return ['archive']
  if (drawn < 0.31) return [{ folder: ['Training'] }]
  if (provider === 'google')
    return [random.pick(['inbox', 'inbox', 'updates', 'updates', 'promotions', 'forums', 'social'] as const)]
  return [random.chance(0.25) ? 'other' : 'inbox']
}

const outcomeOf = (random: SeededRandom, type: SimSentEmail['type'], method: Method): Outcome => {
  if (method === 'smtp' && random.chance(0.15))
    return random.pick(['deferred', 'bounced', 'bounced', 'failed'] as const)
  const drawn = random.next()
  if (type === 'phishing-test')
    return drawn < 0.14 ? 'clicked' : drawn < 0.38 ? 'reported' : drawn < 0.7 ? 'opened' : 'delivered'
  return drawn < 0.35 ? 'delivered' : drawn < 0.8 ? 'opened' : 'clicked'
}

/**
 * A year of mail for one person: a lesson each month, reminders a week and two weeks later, a phishing test each month, a
 * welcome when the person joined. Only what lies between joining and the anchor.
 */
export const planYear = (random: SeededRandom, calendar: Calendar, habits: Habits): EmailPlan[] => {
  const joinedDaysAgo = random.chance(0.8) ? 364 : 20 + random.int(340)
  const plans: EmailPlan[] = []
  const add = (
    what: Pick<EmailPlan, 'subject' | 'type' | 'campaign' | 'sender'>,
    daysAgo: number,
    [hour, minute, second]: readonly [number, number, number],
  ): void => {
    if (daysAgo < 0 || daysAgo > joinedDaysAgo) return
    let day = daysAgo
    if (calendar.at(day, hour, minute, second) > calendar.anchoredAt - settledMs) day++
    const method = habits.methodOn(day)
    const outcome = outcomeOf(random, what.type, method)
    const arrived = outcome !== 'deferred' && outcome !== 'bounced' && outcome !== 'failed'
    const spots = arrived ? spotOf(random, habits.provider, what.type) : []
    plans.push({ ...what, method, outcome, spots, sentAt: calendar.at(day, hour, minute, second) })
  }
  add(
    {
      subject: `Welcome to ${habits.tenantName} security awareness`,
      type: 'welcome',
      campaign: null,
      sender: welcomeSender,
    },
    joinedDaysAgo,
    [8, 5, random.int(60)],
  )
  const today = calendar.dateOf(0)
  for (let back = 12; back >= 0; back--) {
    const first = new Date(Date.UTC(today.year, today.month - back, 1))
    const [year, month] = [first.getUTCFullYear(), first.getUTCMonth()]
    const name = monthNames[month] ?? ''
    const lesson = lessons[month] ?? ''
    const campaign = `${name}: ${lesson}`
    const on = (day: number): number => workingDay(calendar, calendar.daysAgo(year, month, day))
    const slow = random.int(50)
    add(
      { subject: `Your ${name} training: ${lesson}`, type: 'training-reminder', campaign, sender: trainingSender },
      on(10),
      [9, 0, slow],
    )
    if (random.chance(0.75))
      add(
        {
          subject: `Reminder: Your ${name} training is due`,
          type: 'training-reminder',
          campaign,
          sender: trainingSender,
        },
        on(17),
        [9, 0, slow],
      )
    if (random.chance(0.3))
      add(
        {
          subject: `Last call: Your ${name} training ends this week`,
          type: 'training-reminder',
          campaign,
          sender: trainingSender,
        },
        on(24),
        [9, 30, slow],
      )
    const test = random.pick(phishingTemplates)
    add(
      { subject: test.subject, type: 'phishing-test', campaign: test.campaign, sender: test.sender },
      on(1 + random.int(27)),
      [8 + random.int(9), random.int(60), random.int(60)],
    )
    if (random.chance(0.2))
      add({ subject: `Your certificate: ${lesson}`, type: 'other', campaign, sender: trainingSender }, on(19), [
        16,
        10,
        random.int(60),
      ])
  }
  return plans
}
