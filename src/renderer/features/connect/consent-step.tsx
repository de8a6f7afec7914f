import type { ConnectDraft, ConnectInstructions, PermissionNeed } from '../../../shared/model/connect'
import { call } from '../../app/client'
import { Copy } from '../../app/copy'
import { useReading } from '../../app/current'
import { openLink, WebLink } from '../../app/link'
import { Button } from '../../ui/button'
import { Fact, Facts } from '../../ui/fact'
import { Notice } from '../../ui/notice'
import { Skeleton } from '../../ui/skeleton'

const instructionsOf = {}

/** What the customer's admin has to say yes to, with a link and a text to send them. */
export const ConsentStep = ({ draft }: { readonly draft: ConnectDraft }) => {
  const { value, failure } = useReading(instructionsOf, () => call('connect.instructions', { draftId: draft.id }))
  if (failure !== null) return <Notice tone="hot">{failure.message}</Notice>
  if (value === null) return <Skeleton label="Writing the instructions" />
  return (
    <>
      <Needs needs={value.permissions} />
      <ToPaste instructions={value} />
      <section aria-labelledby="wb-letter">
        <div className="wb-card-head">
          <h3 id="wb-letter">Text for the customer’s admin</h3>
          <Copy what="the text for the admin" text={value.letter} />
        </div>
        <pre className="wb-letter" tabIndex={0} aria-label="Text for the customer’s admin">
          {value.letter}
        </pre>
        <p className="wb-hint">
          Described by the provider in <WebLink url={value.document}>its document</WebLink>.
        </p>
      </section>
    </>
  )
}

const Needs = ({ needs }: { readonly needs: readonly PermissionNeed[] }) => (
  <section aria-labelledby="wb-needs">
    <h3 id="wb-needs">Permissions</h3>
    <ul className="wb-needs">
      {needs.map(({ name, without, required }) => (
        <li key={name}>
          <span className="wb-need-name">
            <code>{name}</code>
            <Copy what={name} text={name} />
            {required ? null : <span className="wb-hint">optional</span>}
          </span>
          <span className="wb-muted">Without it: {without}</span>
        </li>
      ))}
    </ul>
  </section>
)

const ToPaste = ({ instructions }: { readonly instructions: ConnectInstructions }) => {
  const { consentUrl, clientId, scopes } = instructions
  if (consentUrl === null && clientId === null && scopes === null) return null
  return (
    <section aria-labelledby="wb-paste">
      <h3 id="wb-paste">{consentUrl === null ? 'To paste into the admin console' : 'Consent page'}</h3>
      <Facts>
        {clientId === null ? null : (
          <Fact name="Client ID" action={<Copy what="client ID" text={clientId} />}>
            {clientId}
          </Fact>
        )}
        {scopes === null ? null : (
          <Fact name="OAuth scopes" action={<Copy what="OAuth scopes" text={scopes} />}>
            <span className="wb-scopes">{scopes}</span>
          </Fact>
        )}
      </Facts>
      {consentUrl === null ? null : (
        <div className="wb-consent">
          <code className="wb-clip" title={consentUrl}>
            {consentUrl}
          </code>
          <Copy what="the consent link" text={consentUrl} />
          <Button onClick={() => void openLink(consentUrl)}>Open in the browser</Button>
        </div>
      )}
    </section>
  )
}
