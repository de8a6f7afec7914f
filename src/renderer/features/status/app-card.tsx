import type { AppStatus } from '../../../shared/contract'
import { useOnline } from '../../app/connection'
import { Copy } from '../../app/copy'
import { Chip } from '../../ui/chip'
import { Fact, Facts } from '../../ui/fact'
import { Notice } from '../../ui/notice'

const sizeText = (bytes: number): string =>
  bytes < 1_000_000 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`

/** What runs here, and whether it can be relied on. */
export const AppCard = ({ status }: { readonly status: AppStatus }) => {
  const online = useOnline()
  return (
    <section className="wb-card" aria-labelledby="wb-app">
      <h2 id="wb-app">Application</h2>
      {status.oldRuntime ? (
        <Notice tone="amber">
          This is an old runtime (Electron {status.electron}), meant for development. Only tenants whose endpoints are
          on loopback are accepted.
        </Notice>
      ) : null}
      <Facts>
        <Fact name="Version">Whereabouts {status.version}</Fact>
        <Fact name="Runtime">
          Electron {status.electron} on {status.platform}
        </Fact>
        <Fact name="Network">
          <Chip tone={online ? 'calm' : 'hot'}>{online ? 'Reachable' : 'Not reachable'}</Chip>
        </Fact>
        <Fact name="Demo server">{status.demoServer ?? <span className="wb-hint">not in use</span>}</Fact>
      </Facts>
    </section>
  )
}

/** Where the ledger lies and what is in it. */
export const LedgerCard = ({ status }: { readonly status: AppStatus }) => {
  const { counts } = status
  const rows: readonly (readonly [name: string, value: number])[] = [
    ['Known tenants', counts.tenants],
    ['Known people', counts.people],
    ['Sent emails', counts.sentEmails],
    ['Rescues', counts.rescues],
  ]
  return (
    <section className="wb-card" aria-labelledby="wb-ledger">
      <h2 id="wb-ledger">Ledger</h2>
      <Facts>
        <Fact name="File" action={<Copy what="ledger path" text={status.ledgerPath} />}>
          {status.ledgerPath}
        </Fact>
        <Fact name="Size">{sizeText(status.ledgerBytes)}</Fact>
        {rows.map(([name, value]) => (
          <Fact key={name} name={name}>
            {value.toLocaleString('en-GB')}
          </Fact>
        ))}
      </Facts>
    </section>
  )
}
