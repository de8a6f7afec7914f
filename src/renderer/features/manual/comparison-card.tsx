import type { Tenant } from '../../../shared/model/tenant'
import { comparedDays, type Whitelisting, type WhitelistingComparison } from '../../../shared/model/whitelisting'
import { type Compared, comparisonText, shareText } from '../../../shared/whitelisting/comparison'
import { Button } from '../../ui/button'
import { Field } from '../../ui/field'
import { KeptInput } from '../../ui/kept-input'
import { Notice } from '../../ui/notice'
import { Skeleton } from '../../ui/skeleton'
import { dayText } from '../../ui/time'
import { type KeptWhitelisting, useComparison } from './whitelisting-store'

const rows: readonly { readonly what: Compared; readonly name: string }[] = [
  { what: 'delivered', name: 'Delivered' },
  { what: 'bounced', name: 'Bounced' },
  { what: 'deferred', name: 'Deferred' },
  { what: 'opened', name: 'Opened' },
  { what: 'silent', name: 'No event known' },
]

const ComparisonTable = ({
  comparison,
  zone,
}: {
  readonly comparison: WhitelistingComparison
  readonly zone: string
}) => {
  const sides = [comparison.before, comparison.after]
  const days = ({ from, to }: WhitelistingComparison['before']): string =>
    // The end is excluded: the last day is that of the moment before it.
    `${dayText(from, zone)} to ${dayText(new Date(Math.max(Date.parse(from), Date.parse(to) - 1)).toISOString(), zone)}`
  return (
    <table className="wb-said wb-compared" aria-label="Before and after">
      <thead>
        <tr>
          <td />
          {sides.map((side, index) => (
            <th key={index} scope="colgroup" colSpan={2}>
              {index === 0 ? 'Before' : 'After'} <span className="wb-hint">{days(side)}</span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">Sent</th>
          {sides.map(({ counts }, index) => (
            <td key={index} colSpan={2}>
              {counts.sent.toLocaleString('en-GB')}
            </td>
          ))}
        </tr>
        {rows.map(({ what, name }) => (
          <tr key={what}>
            <th scope="row">{name}</th>
            {sides.flatMap(({ counts }, index) => [
              <td key={`${index} count`}>{counts[what].toLocaleString('en-GB')}</td>,
              <td key={`${index} share`} className="wb-muted">
                {shareText(counts[what], counts.sent)}
              </td>,
            ])}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const Compared = ({ tenant, doneOn }: { readonly tenant: Tenant; readonly doneOn: string }) => {
  const { value, failure } = useComparison(tenant.id, doneOn)
  if (failure !== null) return <Notice tone="hot">{failure.message}</Notice>
  if (value === null) return <Skeleton rows={4} label="Counting emails" />
  return (
    <div className="wb-comparison">
      <p className="wb-strong">{comparisonText(value)}</p>
      <ComparisonTable comparison={value} zone={tenant.timeZone} />
      <p className="wb-hint">
        {comparedDays} days on each side as the ledger knows them, days in {tenant.timeZone}; the day itself is in
        neither.
      </p>
    </div>
  )
}

/** When they said that it was done, and what became of the emails before and after that. */
export const ComparisonCard = ({
  tenant,
  kept,
  values,
}: {
  readonly tenant: Tenant
  readonly kept: KeptWhitelisting
  readonly values: Whitelisting
}) => (
  <section className="wb-card wb-wide" aria-labelledby="wb-done">
    <h2 id="wb-done">Did it help?</h2>
    <div className="wb-done">
      <Field
        label="Done on"
        hint="The day on which the customer said that it was done."
        refusal={kept.refusalAt('doneOn')}
      >
        {(control) => (
          <KeptInput
            {...control}
            type="date"
            className="wb-input-date"
            kept={values.doneOn ?? ''}
            onGivenBack={kept.forgetRefusal}
            keep={(day) =>
              void kept.change(
                { doneOn: day === '' ? null : day },
                day === '' ? 'It counts as not done.' : 'The day it was done is kept.',
              )
            }
          />
        )}
      </Field>
      {values.doneOn === null ? null : (
        <Button look="quiet" onClick={() => void kept.change({ doneOn: null }, 'It counts as not done.')}>
          Not done yet
        </Button>
      )}
    </div>
    {values.doneOn === null ? null : <Compared tenant={tenant} doneOn={values.doneOn} />}
  </section>
)
