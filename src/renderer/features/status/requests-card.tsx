import type { RequestLogRow } from '../../../shared/contract'
import { useZone } from '../../app/preferences'
import { useTenantStore } from '../../app/tenants'
import { Chip, type Tone } from '../../ui/chip'
import { Instant } from '../../ui/time-text'

const toneOf = (status: number | null): Tone =>
  status === null || status >= 500 ? 'hot' : status === 429 || status >= 400 ? 'warm' : 'calm'

const Line = ({
  row,
  zone,
  tenant,
}: {
  readonly row: RequestLogRow
  readonly zone: string
  readonly tenant: string
}) => (
  <tr>
    <td className="wb-muted">
      <Instant at={row.at} zone={zone} form="clock" />
    </td>
    <td>{row.method}</td>
    <td className="wb-clip wb-grow" title={row.url}>
      {row.url}
    </td>
    <td className="wb-clip wb-muted">{tenant}</td>
    <td>
      <Chip tone={toneOf(row.status)} bare>
        {row.status ?? 'no answer'}
      </Chip>
    </td>
    <td className="wb-right">{row.ms.toLocaleString('en-GB', { maximumFractionDigits: 0 })}</td>
  </tr>
)

/** The last requests that left this computer, without query values or secrets. */
export const RequestsCard = ({ requests }: { readonly requests: readonly RequestLogRow[] }) => {
  const zone = useZone()
  const tenants = useTenantStore((state) => state.tenants)
  return (
    <section className="wb-card wb-wide" aria-labelledby="wb-requests">
      <div className="wb-card-head">
        <h2 id="wb-requests">Recent requests</h2>
        <span className="wb-hint">{zone}</span>
      </div>
      {requests.length === 0 ? (
        <p className="wb-muted">None was made since the app started.</p>
      ) : (
        <div className="wb-lines-scroll wb-requests" tabIndex={0} role="group" aria-label="Requests, newest first">
          <table className="wb-lines" aria-label="Recent requests">
            <thead>
              <tr>
                <th>When</th>
                <th>Method</th>
                <th className="wb-grow">Address</th>
                <th>Tenant</th>
                <th>Status</th>
                <th className="wb-right">ms</th>
              </tr>
            </thead>
            <tbody>
              {requests.slice(0, 100).map((row, index) => (
                <Line
                  key={`${row.at}-${index}`}
                  row={row}
                  zone={zone}
                  tenant={tenants?.find((tenant) => tenant.id === row.tenantId)?.name ?? ''}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}
