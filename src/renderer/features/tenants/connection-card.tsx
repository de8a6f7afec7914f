import { IconCopyPlus, IconDownload, IconPlugConnected } from '@tabler/icons-react'
import type { HeldSecret } from '../../../shared/model/connect'
import { isSynced, type Tenant } from '../../../shared/model/tenant'
import { beginConnecting } from '../../app/begin-connecting'
import { call } from '../../app/client'
import { Copy } from '../../app/copy'
import { useReading } from '../../app/current'
import { useZone } from '../../app/preferences'
import { useIsDemo } from '../../app/workspace'
import { daysLeftText, signInExpiry } from '../../app/tenant-state'
import { Button } from '../../ui/button'
import { Chip } from '../../ui/chip'
import { Fact, Facts } from '../../ui/fact'
import { Notice } from '../../ui/notice'
import { saveText } from '../../ui/save-text'
import { Skeleton } from '../../ui/skeleton'
import { Instant } from '../../ui/time-text'
import { useNow } from '../../ui/use-now'
import { certificateFile, connectionFacts, labelNames, secretNames } from './connection-words'

const Expiry = ({ secret }: { readonly secret: HeldSecret }) => {
  const zone = useZone()
  const near = signInExpiry({ signInExpiresAt: secret.expiresAt }, useNow())
  if (secret.expiresAt === null) return <span className="wb-muted">not known</span>
  return (
    <>
      <Instant at={secret.expiresAt} zone={zone} form="date" />{' '}
      {near === null ? null : (
        <Chip tone={near.state === 'past' ? 'hot' : 'warm'}>
          {near.state === 'past' ? 'expired' : daysLeftText(near)}
        </Chip>
      )}
    </>
  )
}

const Held = ({ secret, tenant }: { readonly secret: HeldSecret; readonly tenant: Tenant }) => {
  const zone = useZone()
  const { kind, since, label, publicPart } = secret
  return (
    <div className="wb-signs-in" role="group" aria-label={secretNames[kind]}>
      <Facts>
        <Fact name="Signs in with">{secretNames[kind]}</Fact>
        {label === null ? null : (
          <Fact name={labelNames[kind]} action={<Copy what={labelNames[kind].toLowerCase()} text={label} />}>
            {label}
          </Fact>
        )}
        <Fact name="Held since">
          <Instant at={since} zone={zone} form="date" />
        </Fact>
        <Fact name="Expires">
          <Expiry secret={secret} />
        </Fact>
        {publicPart === null ? null : (
          <Fact name="Public part" action={<Copy what="public certificate" text={publicPart} />}>
            <Button
              icon={<IconDownload size={16} stroke={1.6} aria-hidden="true" />}
              onClick={() => saveText(certificateFile(tenant.name, secret), publicPart)}
            >
              Save certificate
            </Button>
          </Fact>
        )}
      </Facts>
    </div>
  )
}

const Changes = ({ tenant }: { readonly tenant: Tenant }) => {
  const icon = { size: 16, stroke: 1.6, 'aria-hidden': true } as const
  return (
    <div className="wb-card-buttons">
      <Button
        icon={<IconPlugConnected {...icon} />}
        onClick={() => void beginConnecting({ tenantId: tenant.id, copy: false })}
      >
        Change connection…
      </Button>
      <Button
        icon={<IconCopyPlus {...icon} />}
        title="Connect another customer the same way: all but its names and secrets is entered already."
        onClick={() => void beginConnecting({ tenantId: tenant.id, copy: true })}
      >
        Duplicate…
      </Button>
    </div>
  )
}

/** How a tenant is reached and what is held to sign in with; never what it is. */
export const ConnectionCard = ({ tenant }: { readonly tenant: Tenant }) => {
  const { value, failure } = useReading({ tenantId: tenant.id }, () =>
    call('tenants.connection', { tenantId: tenant.id }),
  )
  const isDemo = useIsDemo()
  return (
    <section className="wb-card" aria-labelledby="wb-connection">
      <h2 id="wb-connection">Connection</h2>
      {failure === null ? null : <Notice tone="hot">{failure.message}</Notice>}
      {value === null ? (
        failure === null && <Skeleton rows={4} label="Reading the connection" />
      ) : (
        <>
          <Facts>
            {connectionFacts(value).map(([name, text]) => (
              <Fact
                key={name}
                name={name}
                action={
                  name === 'Cloud' ? null : <Copy what={name.charAt(0).toLowerCase() + name.slice(1)} text={text} />
                }
              >
                {text}
              </Fact>
            ))}
          </Facts>
          {value.held.map((secret) => (
            <Held key={secret.kind} secret={secret} tenant={tenant} />
          ))}
          {isSynced(tenant) && value.held.length === 0 && !isDemo ? (
            <p className="wb-muted">
              Nothing is held to sign in with: press Change connection… and enter its secret, certificate or key.
            </p>
          ) : null}
          {isSynced(tenant) ? null : (
            <p className="wb-muted">Mail goes out by SMTP: there is no mailbox to sign in to.</p>
          )}
        </>
      )}
      {isDemo ? (
        <p className="wb-muted">
          It belongs to the demo workspace: the demo server hands out what it signs in with at each start.
        </p>
      ) : (
        <Changes tenant={tenant} />
      )}
    </section>
  )
}
