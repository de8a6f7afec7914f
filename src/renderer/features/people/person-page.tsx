import { IconArrowLeft, IconMailSearch, IconUserOff } from '@tabler/icons-react'
import { agreementOf } from '../../../shared/model/directory'
import type { Person } from '../../../shared/model/person'
import { isSynced } from '../../../shared/model/tenant'
import { AuditTrail } from '../../app/audit-trail'
import { call } from '../../app/client'
import { useKeysOf } from '../../app/commands'
import { goTo, openLog, useContextStore } from '../../app/context'
import { Copy } from '../../app/copy'
import { useReading } from '../../app/current'
import { Page } from '../../app/page'
import { usePerson } from '../../app/person'
import { useTenant } from '../../app/tenants'
import { Button } from '../../ui/button'
import { Chip } from '../../ui/chip'
import { Empty } from '../../ui/empty'
import { Fact, Facts } from '../../ui/fact'
import { Skeleton } from '../../ui/skeleton'
import { agreementWords, directorySentence, platformSentence } from './agreement-words'
import { ErasePerson } from './erase-person'
import { mailboxWords, statusWords } from './person-words'

const share = (part: number, whole: number): string => (whole === 0 ? '' : ` (${Math.round((100 * part) / whole)} %)`)

/** The facts of a person's risk as a sentence. */
export const riskSentence = ({ risk }: Pick<Person, 'risk'>): string => {
  const tests =
    risk.testsSent === 0
      ? 'No phishing test was sent yet'
      : `Clicked ${risk.testsClicked} and reported ${risk.testsReported} of ${risk.testsSent} phishing tests`
  if (risk.trainingOverdue === 0) return `${tests}; no training is overdue.`
  return `${tests}; ${risk.trainingOverdue} ${risk.trainingOverdue === 1 ? 'training is' : 'trainings are'} overdue.`
}

const AboutPerson = ({ person }: { readonly person: Person }) => {
  const [status, statusTone] = statusWords[person.status]
  const [mailbox, mailboxTone] = mailboxWords[person.mailbox]
  const tenant = useTenant()
  const synced = tenant !== null && isSynced(tenant)
  const { tenantId } = person
  const resync = useReading({ tenantId }, synced ? () => call('people.lastResync', { tenantId }) : null)
  const resynced = resync.value !== null
  const agreement = agreementOf(person)
  const [agreementWord, agreementTone] = agreementWords[agreement]
  return (
    <section className="wb-card" aria-labelledby="wb-person-facts">
      <h2 id="wb-person-facts">Directory</h2>
      <Facts>
        <Fact name="Address" action={<Copy what="address" text={person.address} />}>
          {person.address}
        </Fact>
        <Fact name="Aliases">
          {person.aliases.length === 0 ? <span className="wb-hint">none</span> : person.aliases.join(', ')}
        </Fact>
        {person.formerAddresses.length === 0 ? null : <Fact name="Formerly">{person.formerAddresses.join(', ')}</Fact>}
        {person.unit === null ? null : <Fact name="Groups or unit">{person.unit}</Fact>}
        <Fact name="Signs in as">{person.signInName ?? <span className="wb-hint">the address</span>}</Fact>
        <Fact name="Status">
          <Chip tone={statusTone}>{status}</Chip>
        </Fact>
        <Fact name="Mailbox">
          <Chip tone={mailboxTone}>{mailbox}</Chip>
        </Fact>
        <Fact name="Our system">{platformSentence(person, tenant)}</Fact>
        {synced ? (
          <Fact name="Directory as read">
            {person.inDirectory === null && person.inPlatform !== null && !resynced ? (
              <span className="wb-hint">not read yet: press Resync directory on the People page</span>
            ) : (
              <>
                {directorySentence(person)}{' '}
                {agreement === 'both' || agreement === 'neither' ? null : (
                  <Chip tone={agreementTone}>{agreementWord}</Chip>
                )}
              </>
            )}
          </Fact>
        ) : null}
      </Facts>
    </section>
  )
}

const RiskOf = ({ person: { risk } }: { readonly person: Person }) => (
  <section className="wb-card" aria-labelledby="wb-person-risk">
    <h2 id="wb-person-risk">Risk facts</h2>
    <Facts>
      <Fact name="Tests sent">{risk.testsSent}</Fact>
      <Fact name="Tests clicked">
        {risk.testsClicked}
        {share(risk.testsClicked, risk.testsSent)}
      </Fact>
      <Fact name="Tests reported">
        {risk.testsReported}
        {share(risk.testsReported, risk.testsSent)}
      </Fact>
      <Fact name="Training overdue">
        {risk.trainingOverdue === 0 ? 0 : <Chip tone="warm">{risk.trainingOverdue}</Chip>}
      </Fact>
    </Facts>
  </section>
)

/** One person: who they are, their risk, and the way to their emails. */
export const PersonPage = ({ from }: { readonly from: 'risk' | 'people' }) => {
  const tenant = useTenant()
  const tenantId = useContextStore((state) => state.tenantId)
  const personId = useContextStore((state) => state.personId)
  const listed = usePerson()
  const reading = useReading(
    { tenantId, personId },
    tenantId === null || personId === null ? null : () => call('people.read', { tenantId, personId }),
  )
  const person = reading.value ?? listed
  const logKeys = useKeysOf('go.log')
  const back = (
    <Button
      look="quiet"
      icon={<IconArrowLeft size={16} stroke={1.6} aria-hidden="true" />}
      onClick={() => goTo({ kind: from })}
    >
      {from === 'risk' ? 'Back to Risk' : 'Back to People'}
    </Button>
  )
  if (person === null || tenantId === null) {
    return (
      <Page title="Person" tools={back}>
        {reading.failure === null && personId !== null ? (
          <Skeleton label="Reading the person" />
        ) : (
          <Empty icon={<IconUserOff size={20} stroke={1.6} />} title="This person can’t be shown">
            {reading.failure?.message ?? 'Nobody is picked. Choose somebody from the list.'}
          </Empty>
        )}
      </Page>
    )
  }
  return (
    <Page
      title={person.name}
      sentence={riskSentence(person)}
      tools={
        <>
          {back}
          <Button
            look="primary"
            icon={<IconMailSearch size={17} stroke={1.6} aria-hidden="true" />}
            keys={logKeys}
            onClick={() => openLog(person.id)}
          >
            Email Log
          </Button>
        </>
      }
    >
      <div className="wb-grid">
        <AboutPerson person={person} />
        <RiskOf person={person} />
        <AuditTrail
          tenantId={tenantId}
          personId={person.id}
          title={`What was done for ${person.name}${tenant === null ? '' : ` at ${tenant.name}`}`}
          limit={20}
        />
        <ErasePerson
          key={person.id}
          person={person}
          tenantName={tenant?.name ?? ''}
          onErased={() => goTo({ kind: from })}
        />
      </div>
    </Page>
  )
}
