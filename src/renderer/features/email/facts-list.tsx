import { fileSourceId } from '../../../shared/model/import'
import { ownSendsId } from '../../../shared/model/log-source'
import type { LogSourceName, SentEmail } from '../../../shared/model'
import { Copy } from '../../app/copy'
import { Fact, Facts } from '../../ui/fact'
import { longTime } from '../../ui/time'
import { Instant } from '../../ui/time-text'
import { methodNames } from './words'

/** An address that breaks, where it has to, in front of its @ and nowhere else. */
const Address = ({ text }: { readonly text: string }) => {
  const at = text.lastIndexOf('@')
  if (at < 1) return text
  return (
    <span className="email-address">
      <span>{text.slice(0, at)}</span>
      <wbr />
      <span>{text.slice(at)}</span>
    </span>
  )
}

interface FactsListProps {
  readonly email: SentEmail
  /** The tenant's. */
  readonly sources: readonly LogSourceName[]
  readonly zone: string
}

/** Which sources told of an email, the one whose words are shown first. */
const nameOfSource = (id: string, known: readonly LogSourceName[]): string =>
  id === fileSourceId
    ? 'Imported file'
    : id === ownSendsId
      ? 'Sent by Whereabouts'
      : (known.find((source) => source.id === id)?.name ?? 'a source that was removed')

const sourceNames = (email: SentEmail, known: readonly LogSourceName[]): string =>
  email.sources.map((id) => nameOfSource(id, known)).join(', ')

/** What the log says of an email, each value with a way to copy it. */
export const FactsList = ({ email, sources, zone }: FactsListProps) => (
  <section className="email-section">
    <h3>Facts</h3>
    <Facts>
      <Fact name="To" action={<Copy what="recipient" text={email.recipient} />}>
        <Address text={email.recipient} />
      </Fact>
      <Fact name="From" action={<Copy what="sender" text={email.sender} />}>
        <Address text={email.sender} />
      </Fact>
      <Fact name="Subject" action={<Copy what="subject" text={email.subject} />}>
        <bdi>{email.subject}</bdi>
      </Fact>
      <Fact
        name="Message-ID"
        action={email.messageId === null ? null : <Copy what="Message-ID" text={email.messageId} />}
      >
        {email.messageId === null ? (
          <span className="wb-muted">the log doesn’t know it</span>
        ) : (
          <Address text={email.messageId} />
        )}
      </Fact>
      <Fact name="Sent" action={<Copy what="time sent" text={`${longTime(email.sentAt, zone)} ${zone}`} />}>
        <Instant at={email.sentAt} zone={zone} form="long" /> <span className="wb-muted">{zone}</span>
      </Fact>
      <Fact name="Send method" action={<Copy what="send method" text={methodNames[email.method]} />}>
        {methodNames[email.method]}
      </Fact>
      <Fact name="Campaign" action={email.campaign === null ? null : <Copy what="campaign" text={email.campaign} />}>
        {email.campaign === null ? <span className="wb-muted">none</span> : <bdi>{email.campaign}</bdi>}
      </Fact>
      <Fact name={email.sources.length > 1 ? 'Log sources' : 'Log source'}>{sourceNames(email, sources)}</Fact>
      {email.listed ? null : (
        <Fact name="Log">
          <span className="wb-muted">no longer lists this email; what was known of it is kept</span>
        </Fact>
      )}
    </Facts>
  </section>
)
