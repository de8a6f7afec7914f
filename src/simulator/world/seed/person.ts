import type { SeededRandom } from '../../core/random'
import type { SimPerson, SimSentEmail, SimTenant } from '../world'
import { addressPart } from './names'
import type { PersonSpec } from './plan'

export const addressOf = (spec: PersonSpec, domain: string): string =>
  spec.address ?? `${addressPart(spec.givenName)}.${addressPart(spec.familyName)}@${domain}`

const noRisk = { testsSent: 0, testsClicked: 0, testsReported: 0, trainingOverdue: 0 }

export const makePerson = (
  random: SeededRandom,
  tenant: Pick<SimTenant, 'provider' | 'domains'>,
  spec: PersonSpec,
): SimPerson => {
  const address = addressOf(spec, tenant.domains[0] ?? 'example')
  const digits = `1${random.int(1e9).toString().padStart(10, '0')}${random.int(1e9).toString().padStart(10, '0')}`
  const guid = random.guid()
  return {
    id: `pe_${random.hex(14)}`,
    directoryId: tenant.provider === 'google' ? digits : guid,
    name: `${spec.givenName} ${spec.familyName}`,
    givenName: spec.givenName,
    familyName: spec.familyName,
    address,
    signInName: spec.signInName ?? address,
    aliases: [...(spec.aliases ?? [])],
    status: spec.status ?? 'active',
    hasMailbox: tenant.provider !== 'manual' && (spec.hasMailbox ?? true),
    isAdmin: spec.isAdmin ?? false,
    risk: noRisk,
  }
}

/** What a year of mail says of the person: risk counts are those of the events that the log shows. */
export const riskOf = (random: SeededRandom, emails: readonly SimSentEmail[]): SimPerson['risk'] => {
  const tests = emails.filter((email) => email.type === 'phishing-test')
  const having = (kind: string): number =>
    tests.filter((email) => email.events.some((event) => event.kind === kind)).length
  return {
    testsSent: tests.length,
    testsClicked: having('clicked'),
    testsReported: having('reported'),
    trainingOverdue: random.chance(0.3) ? 1 + random.int(3) : 0,
  }
}
