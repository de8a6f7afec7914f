import type { SentEmail } from '../../../shared/model'
import { Copy } from '../../app/copy'
import { Fact, Facts } from '../../ui/fact'
import { Instant } from '../../ui/time-text'
import { methodNames } from './words'

/** What the log says of an email, each value with a way to copy it. */
export const FactsList = ({ email, zone }: { readonly email: SentEmail; readonly zone: string }) => (
  <section className="email-section">
    <h3>Facts</h3>
    <Facts>
      <Fact name="To" action={<Copy what="To" text={email.recipient} />}>
        {email.recipient}
      </Fact>
      <Fact name="From" action={<Copy what="From" text={email.sender} />}>
        {email.sender}
      </Fact>
      <Fact name="Subject" action={<Copy what="Subject" text={email.subject} />}>
        <bdi>{email.subject}</bdi>
      </Fact>
      <Fact
        name="Message-ID"
        action={email.messageId === null ? null : <Copy what="Message-ID" text={email.messageId} />}
      >
        {email.messageId === null ? (
          <span className="wb-muted">the log doesn’t know it</span>
        ) : (
          <span className="email-mono">{email.messageId}</span>
        )}
      </Fact>
      <Fact name="Sent">
        <Instant at={email.sentAt} zone={zone} form="long" />
      </Fact>
      <Fact name="Send method" action={<Copy what="Send method" text={methodNames[email.method]} />}>
        {methodNames[email.method]}
      </Fact>
      <Fact name="Campaign" action={email.campaign === null ? null : <Copy what="Campaign" text={email.campaign} />}>
        {email.campaign === null ? <span className="wb-muted">none</span> : <bdi>{email.campaign}</bdi>}
      </Fact>
      <Fact name="Log source" action={<Copy what="Log source" text={email.sourceId} />}>
        {email.sourceId}
        {email.listed ? '' : ', no longer in the log'}
      </Fact>
    </Facts>
  </section>
)
