import type { AppEvent } from '../../../shared/contract'
import { Failure, type Place } from '../../../shared/model'
import type { EmailKey, Ledger } from '../../ledger/ledger'
import { addEmail, addPerson, openTestLedger } from '../../ledger/testing/fixtures'
import { aTenant, noon } from '../../ledger/testing/records'
import { fakeClock, settle } from '../../net/testing/fake-clock'
import type { LogSource } from '../../sources/source'
import type { TenantSettings } from '../../tenants/settings'
import { createHindrances } from '../hindrances'
import { createJobs } from '../jobs'
import { createLocateService } from '../locate'
import { createSourceReadings } from '../log-sources/source-readings'
import { createLookUp } from '../look-up'
import { createMailboxResolver } from '../mailbox'
import type { ServiceParts } from '../parts'
import { createRescueService } from '../rescue/rescue'
import type { TenantSource } from '../tenant-sources'
import { createVisits } from '../visits'
import { createFakeProvider, junk, type FakeMessage } from './fake-provider'

/** The message behind `addEmail`'s first row, as the mailbox holds it. */
export const ourMessage = (place: Place, change: Partial<FakeMessage> = {}): FakeMessage => ({
  place,
  messageId: '<e1@mail.example>',
  sender: 'training@platform.example',
  ...change,
})

/** A log source under the name that its tenant gives it. */
export const asTenantSource = (reader: LogSource, name = 'Platform log'): TenantSource => ({
  id: reader.id,
  kind: 'http',
  name,
  reader,
})

/** One person with one sent email, a mailbox that holds it, and the parts a service is built from. */
export const setStage = async (
  options: {
    messages?: Record<string, FakeMessage>
    ledger?: Ledger
    now?: number
    manual?: boolean
    sourceId?: string
    settings?: Partial<TenantSettings>
  } = {},
) => {
  const ledger = options.ledger ?? (await openTestLedger())
  await ledger.putTenant({ ...aTenant(), ...options.settings })
  const person = await addPerson(ledger)
  const key: EmailKey = await addEmail(ledger, person, 'e1', options.sourceId)
  const clock = fakeClock(options.now ?? noon + 86_400_000)
  const fake = createFakeProvider(options.messages ?? { m1: ourMessage(junk) })
  const events: AppEvent[] = []
  const bugs: { readonly error: unknown; readonly what: string }[] = []
  let lastId = 0
  const parts: ServiceParts = {
    ledger,
    clock,
    emit: (event) => void events.push(event),
    providerOf: () => Promise.resolve(options.manual ? null : fake.provider),
    sourcesOf: () => Promise.reject(new Failure({ code: 'source-unreachable', message: 'No source in this test.' })),
    readings: createSourceReadings(),
    engineer: () => 'R. Ortega',
    newId: () => `id-${(lastId += 1)}`,
    reportBug: (error, what) => void bugs.push({ error, what }),
  }
  const visits = createVisits()
  const hindrances = createHindrances(clock)
  const mailboxOf = createMailboxResolver(parts)
  const lookUp = createLookUp(parts, mailboxOf, hindrances)
  return {
    ...{ ledger, person, key, clock, fake, events, bugs, parts, visits, settle },
    jobs: createJobs(parts),
    locate: createLocateService(parts, lookUp, visits, hindrances),
    /** A service of its own each time, as after a restart. */
    newRescue: () => createRescueService(parts, mailboxOf, lookUp, hindrances),
  }
}
