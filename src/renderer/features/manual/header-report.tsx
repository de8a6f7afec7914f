import type { CheckResult } from '../../../shared/headers/authentication'
import { resultWords } from '../../../shared/headers/authentication'
import type { Saying } from '../../../shared/headers/filters'
import type { HeaderReport } from '../../../shared/headers/report'
import type { Hop } from '../../../shared/headers/received'
import { useZone } from '../../app/preferences'
import { Chip } from '../../ui/chip'
import { Fact, Facts } from '../../ui/fact'
import { longTime } from '../../ui/time'
import { handedOverText, judgements, oursText, outcomes, resultTone } from './header-words'

/** How many rows of one table are drawn: no real email has more. */
const maxRows = 150

const Rest = ({ count }: { readonly count: number }) =>
  count <= maxRows ? null : <p className="wb-hint">And {(count - maxRows).toLocaleString('en-GB')} more.</p>

const Checks = ({ checks }: { readonly checks: readonly CheckResult[] }) =>
  checks.length === 0 ? (
    <p className="wb-muted">No server wrote down what SPF, DKIM or DMARC came to.</p>
  ) : (
    <>
      <table className="wb-said">
        <thead>
          <tr>
            <th scope="col">Check</th>
            <th scope="col">Result</th>
            <th scope="col">Of</th>
            <th scope="col">Says</th>
            <th scope="col">Written by</th>
          </tr>
        </thead>
        <tbody>
          {checks.slice(0, maxRows).map((check, index) => (
            <tr key={index}>
              <th scope="row">{check.method.toUpperCase()}</th>
              <td>
                <Chip tone={resultTone(check.result)}>{check.result}</Chip>
              </td>
              <td>{check.of ?? ''}</td>
              <td title={check.details.join(' ')}>{resultWords(check)}</td>
              <td className="wb-muted">{check.by ?? check.header}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Rest count={checks.length} />
    </>
  )

const Sayings = ({ sayings }: { readonly sayings: readonly Saying[] }) =>
  sayings.length === 0 ? (
    <p className="wb-muted">No filter wrote anything into these headers.</p>
  ) : (
    <>
      <table className="wb-said">
        <thead>
          <tr>
            <th scope="col">Filter</th>
            <th scope="col">Wrote</th>
            <th scope="col">Comes to</th>
            <th scope="col">Says</th>
          </tr>
        </thead>
        <tbody>
          {sayings.slice(0, maxRows).map(({ filter, header, token, judgement, words }, index) => (
            <tr key={index}>
              <td>{filter}</td>
              <td className="wb-token" title={header}>
                {token}
              </td>
              <td>
                <Chip tone={judgements[judgement][0]}>{judgements[judgement][1]}</Chip>
              </td>
              <td>{words}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Rest count={sayings.length} />
    </>
  )

const Hops = ({ hops }: { readonly hops: readonly Hop[] }) => {
  const zone = useZone()
  return (
    <ol className="wb-hops">
      {[...hops]
        .reverse()
        .slice(0, maxRows)
        .map(({ from, ip, by, with: how, at }, index) => (
          <li key={index}>
            <span className="wb-strong">{from ?? ip ?? 'unnamed'}</span>
            {ip === null ? null : <span className="wb-muted"> {ip}</span>} to{' '}
            <span className="wb-strong">{by ?? 'unnamed'}</span>
            <span className="wb-muted">
              {how === null ? '' : `, ${how}`}
              {at === null ? '' : `, ${longTime(at, zone)}`}
            </span>
          </li>
        ))}
    </ol>
  )
}

/** What the headers say, in words: the way, the checks, the filters. */
export const HeaderReportView = ({ report }: { readonly report: HeaderReport }) => {
  const [tone, word] = outcomes[report.outcome]
  return (
    <div className="wb-header-report">
      <p className="wb-header-sentence" role="status">
        <Chip tone={tone}>{word}</Chip> <strong>{report.sentence}</strong>
      </p>
      <Facts>
        <Fact name="Handed over by">{handedOverText(report)}</Fact>
        <Fact name="From our addresses">{oursText(report)}</Fact>
        <Fact name="From">{report.from ?? 'not there'}</Fact>
        <Fact name="Envelope sender">{report.returnPath ?? 'not there'}</Fact>
        <Fact name="Subject">{report.subject ?? 'not there'}</Fact>
        <Fact name="Message-ID">{report.messageId ?? 'not there'}</Fact>
      </Facts>
      <h3>Who sent it</h3>
      <Checks checks={report.checks} />
      <h3>What the filter said</h3>
      <Sayings sayings={report.sayings} />
      {report.hops.length === 0 ? null : (
        <>
          <h3>Its way, the first server first</h3>
          <Hops hops={report.hops} />
        </>
      )}
    </div>
  )
}
