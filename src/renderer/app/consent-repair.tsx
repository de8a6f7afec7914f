import { useEffect, useState } from 'react'
import type { ConsentRepair } from '../../shared/model/connect'
import { call, factsOf } from './client'
import { Copy } from './copy'
import { Notice } from '../ui/notice'
import { Skeleton } from '../ui/skeleton'

type Known =
  | { readonly kind: 'read'; readonly repair: ConsentRepair }
  | { readonly kind: 'failed'; readonly message: string }
  | null

/** What the customer's admin has to do, as the latest reading of the grant has it; asked for anew when that was read again. */
const useConsentRepair = (tenantId: string, readAt: string | null): Known => {
  const [known, setKnown] = useState<{ readonly tenantId: string; readonly value: Known }>({ tenantId, value: null })
  useEffect(() => {
    let left = false
    const note = (value: Known): void => {
      if (!left) setKnown({ tenantId, value })
    }
    call('tenants.consentRepair', { tenantId }).then(
      (repair) => note({ kind: 'read', repair }),
      (thrown: unknown) => note({ kind: 'failed', message: factsOf(thrown).message }),
    )
    return () => {
      left = true
    }
  }, [tenantId, readAt])
  return known.tenantId === tenantId ? known.value : null
}

/** The consent repair ready to send: the exact permissions that are missing, the consent page, the text for the admin. */
export const ConsentRepairText = ({
  tenantId,
  readAt,
}: {
  readonly tenantId: string
  /** When the grant was read last; null when it never was. */
  readonly readAt: string | null
}) => {
  const known = useConsentRepair(tenantId, readAt)
  if (known === null) return <Skeleton rows={3} label="Preparing the text" />
  if (known.kind === 'failed') return <Notice tone="hot">{known.message}</Notice>
  const { link, missing, text } = known.repair
  return (
    <div className="wb-consent-repair">
      {missing.length === 0 ? (
        <p className="wb-muted">The last reading lacks nothing that a consent mends; the text asks for all it needs.</p>
      ) : (
        <ul className="wb-needs" aria-label="Missing permissions">
          {missing.map(({ name, without }) => (
            <li key={name}>
              <span className="wb-need-name">
                <code>{name}</code>
                <Copy what={name} text={name} />
              </span>
              <span className="wb-muted">Without it: {without}</span>
            </li>
          ))}
        </ul>
      )}
      {link === null ? null : (
        <div className="wb-consent">
          <code className="wb-clip" title={link}>
            {link}
          </code>
          <Copy what="the link to the consent page" text={link} />
        </div>
      )}
      <div className="wb-card-head">
        <h3>Text for the customer’s admin</h3>
        <Copy what="the text for the admin" text={text} />
      </div>
      <pre className="wb-letter" tabIndex={0} aria-label="Text for the customer’s admin">
        {text}
      </pre>
    </div>
  )
}
