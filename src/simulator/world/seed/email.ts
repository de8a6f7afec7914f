import type { SeededRandom } from '../../core/random'
import type { SimPerson, SimSentEmail } from '../world'
import { deliveryEvents } from './events'
import type { EmailPlan } from './plan'

const hostile = ['+c2', '&c=4', "'q'", "=x+y&z='1'"] as const

/** `<20261117.8f31…@mail.infimasec.example>`; every thirtieth carries characters that break careless queries. */
const messageIdOf = (random: SeededRandom, plan: EmailPlan): string => {
  const date = new Date(plan.sentAt).toISOString().slice(0, 10).replaceAll('-', '')
  const unique = random.hex(12)
  const tail = plan.idTail ?? (random.chance(1 / 30) ? random.pick(hostile) : '')
  return `<${date}.${unique}${tail}@mail.infimasec.example>`
}

export const sentEmail = (random: SeededRandom, person: SimPerson, plan: EmailPlan, until: number): SimSentEmail => {
  const realMessageId = messageIdOf(random, plan)
  return {
    id: `em_${random.hex(16)}`,
    personId: person.id,
    subject: plan.subject,
    type: plan.type,
    campaign: plan.campaign,
    sentAt: plan.sentAt,
    method: plan.method,
    messageId: plan.logged === false ? null : realMessageId,
    realMessageId,
    sender: plan.sender,
    recipient: person.address,
    events: deliveryEvents(random, plan.sentAt, plan.outcome, plan.detail ?? null, until),
  }
}
