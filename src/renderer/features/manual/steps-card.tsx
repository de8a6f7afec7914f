import type { ReactNode } from 'react'
import { gatewayNames, type Gateway, type Whitelisting } from '../../../shared/model/whitelisting'
import { filledIn, procedures, type Procedure } from '../../../shared/whitelisting/steps'
import { WebLink } from '../../app/link'
import { Chip } from '../../ui/chip'

const ProcedureSteps = ({
  procedure: { title, steps, notes, document, unverified },
  values,
}: {
  readonly procedure: Procedure
  readonly values: Whitelisting
}) => (
  <article className="wb-procedure">
    <h3>{title}</h3>
    <ol>
      {steps.map((step) => (
        <li key={step}>{filledIn(step, values)}</li>
      ))}
    </ol>
    {notes.map((note) => (
      <p key={note} className="wb-muted">
        {filledIn(note, values)}
      </p>
    ))}
    {unverified === null ? null : (
      <p className="wb-procedure-unverified">
        <Chip tone="unknown">not verified</Chip> <span className="wb-muted">{unverified}</span>
      </p>
    )}
    <p className="wb-muted">
      After: <WebLink url={document.url}>{document.title}</WebLink>
    </p>
  </article>
)

/** How the values are let through in one filter; `choice` is where the filter is chosen. */
export const StepsCard = ({
  gateway,
  values,
  choice,
}: {
  readonly gateway: Gateway
  readonly values: Whitelisting
  readonly choice: ReactNode
}) => (
  <section className="wb-card wb-wide" aria-labelledby="wb-steps-head">
    <div className="wb-card-head">
      <h2 id="wb-steps-head">How it is done in {gateway === 'generic' ? 'another filter' : gatewayNames[gateway]}</h2>
    </div>
    {choice}
    <div className="wb-procedures">
      {procedures[gateway].map((procedure) => (
        <ProcedureSteps key={procedure.title} procedure={procedure} values={values} />
      ))}
    </div>
  </section>
)
