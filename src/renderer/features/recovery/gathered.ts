import type { Tenant } from '../../../shared/model/tenant'
import { providerNames } from '../../../shared/model/tenant'
import { outcomeOf, type Recovery } from '../../../shared/model/recovery'
import { capabilityNames } from '../../app/capability-rows'
import { longTime } from '../../ui/time'
import { arrivalSentence, evidenceSentence, outcomeWords, signSentence, stepTitles } from './words'

/** All that a way back has gathered, as plain text for a ticket; times in the given zone. */
export const gatheredText = (
  tenant: Pick<Tenant, 'name' | 'provider' | 'domains'>,
  person: string,
  recovery: Recovery,
  zone: string,
): string => {
  const at = (iso: string): string => longTime(iso, zone)
  const outcome = outcomeOf(recovery)
  const steps = recovery.attempts.flatMap((attempt) => {
    const missing = attempt.grants?.after?.filter(({ state }) => state === 'missing') ?? []
    return [
      `- ${at(attempt.endedAt ?? attempt.startedAt)} ${stepTitles[attempt.step]}, ${attempt.state}: ${attempt.note} (${attempt.engineer})`,
      ...missing.map(
        ({ capability, remedy }) => `  missing: ${capabilityNames[capability]}${remedy === null ? '' : `: ${remedy}`}`,
      ),
    ]
  })
  const arrival = arrivalSentence(recovery)
  const sign = signSentence(recovery.evidence, zone, Date.parse(recovery.evidence.at))
  return [
    `Way back of ${person}, ${tenant.name} (${providerNames[tenant.provider]}, ${tenant.domains.join(', ')})`,
    `Times in ${zone}. Begun ${at(recovery.startedAt)} by ${recovery.startedBy}.`,
    `Seen: ${[sign, evidenceSentence(recovery.evidence)].filter((text) => text !== null).join(' ')}`,
    ...steps,
    ...(arrival === null ? [] : [`Arrived: ${arrival}`]),
    `Result: ${outcome === null ? 'open' : outcomeWords[outcome].headline}`,
  ].join('\n')
}
