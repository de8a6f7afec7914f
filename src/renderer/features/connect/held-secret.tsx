import type { HeldSecret } from '../../../shared/model/connect'
import { Copy } from '../../app/copy'
import { useZone } from '../../app/preferences'
import { Button } from '../../ui/button'
import { Chip } from '../../ui/chip'
import { Instant } from '../../ui/time-text'
import { actOnDraft } from './draft-store'
import { call } from '../../app/client'

const names: Readonly<Record<HeldSecret['kind'], string>> = {
  'client-secret': 'Client secret',
  certificate: 'Certificate',
  'service-account-key': 'JSON key',
  person: 'Signed in as',
}

/** A secret that lies in the vault: that it is there, since when, until when; what it is never comes back. */
export const HeldLine = ({ held }: { readonly held: HeldSecret }) => {
  const zone = useZone()
  const name = names[held.kind]
  return (
    <div className="wb-held" role="group" aria-label={`${name} in the vault`}>
      <Chip tone="calm">In the vault</Chip>
      <span className="wb-held-text">
        <b>{name}</b> {held.label === null ? null : <span className="wb-held-label">{held.label}</span>}{' '}
        <span className="wb-muted">
          since <Instant at={held.since} zone={zone} />
          {held.expiresAt === null ? null : (
            <>
              , ends <Instant at={held.expiresAt} zone={zone} />
            </>
          )}
        </span>
      </span>
      {held.publicPart === null ? null : (
        <>
          <Copy what="the public certificate" text={held.publicPart} />
          <SavePublicPart text={held.publicPart} />
        </>
      )}
      <Button
        aria-label={`Forget the ${name.toLowerCase()}`}
        onClick={() => void actOnDraft('forget', (draftId) => call('connect.dropSecret', { draftId, kind: held.kind }))}
      >
        Forget
      </Button>
    </div>
  )
}

/** A certificate's public part as a file, for the upload. */
const SavePublicPart = ({ text }: { readonly text: string }) => (
  <a
    className="wb-button wb-button-plain wb-button-link"
    download="whereabouts-certificate.cer"
    href={`data:application/x-x509-ca-cert;base64,${btoa(text)}`}
  >
    <span className="wb-button-text">Save .cer</span>
  </a>
)
