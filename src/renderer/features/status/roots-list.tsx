import { useRef } from 'react'
import type { AddedRoot } from '../../../shared/model/network'
import { Button } from '../../ui/button'
import { useZone } from '../../app/preferences'
import { Instant } from '../../ui/time-text'

interface RootsListProps {
  readonly roots: readonly AddedRoot[]
  readonly add: (certificates: string) => void
  readonly remove: (fingerprint: string) => void
}

/** Root certificates trusted beside the system's: needed where a firewall opens TLS and its root isn't installed. */
export const RootsList = ({ roots, add, remove }: RootsListProps) => {
  const zone = useZone()
  const chooser = useRef<HTMLInputElement>(null)
  return (
    <div className="wb-field-row">
      <span>Private roots</span>
      <span className="wb-roots">
        {roots.map(({ fingerprint, subject, validUntil }) => (
          <span key={fingerprint} className="wb-root">
            <span className="wb-clip" title={fingerprint}>
              {subject}
            </span>
            <span className="wb-hint">
              until <Instant at={validUntil} zone={zone} form="day" />
            </span>
            <Button look="quiet" aria-label={`Remove root ${subject}`} onClick={() => remove(fingerprint)}>
              Remove
            </Button>
          </span>
        ))}
        <input
          ref={chooser}
          type="file"
          hidden
          aria-label="Root certificate file"
          accept=".pem,.crt,.cer"
          onChange={(event) => {
            const [file] = event.currentTarget.files ?? []
            event.currentTarget.value = ''
            if (file) void file.text().then(add)
          }}
        />
        <Button onClick={() => chooser.current?.click()}>Add a root certificate …</Button>
      </span>
    </div>
  )
}
