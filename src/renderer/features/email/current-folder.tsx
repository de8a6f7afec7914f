import { IconMapPin, IconRefresh } from '@tabler/icons-react'
import type { Rescue, SentEmail, Sighting, Tenant } from '../../../shared/model'
import { leadingCopy } from '../../../shared/model/sighting'
import { useKeysOf } from '../../app/commands'
import { Copy } from '../../app/copy'
import { Button } from '../../ui/button'
import { CopyLine, CopySentence } from './copy-line'
import type { DetailState } from './detail-store'
import { moveToInbox, undoRescue } from './detail-store'
import { MoveButton } from './move-button'
import { isInInbox, placeHeadline, sightingWords, unknownSentence } from './places'
import { ReadAt } from './read-at'
import { RescueBlock } from './rescue-block'
import { moveOffers } from './rescue-words'

export interface CurrentFolderProps {
  readonly tenant: Tenant
  readonly person: string
  readonly email: SentEmail
  readonly sighting: Sighting | null
  readonly checking: boolean
  /** Why the last look failed as a whole; null when it didn't. */
  readonly checkFailure: { readonly code: string; readonly message: string } | null
  readonly onCheck: () => void
}

interface Parts extends CurrentFolderProps {
  readonly rescues: readonly Rescue[]
  readonly busy: DetailState['busy']
  readonly actionFailure: DetailState['actionFailure']
  readonly online: boolean
  readonly zone: string
}

const offlineRefusal =
  'You are offline. Moving needs the mailbox, and nothing is queued: try again when you are back online.'

/** Where the email is now, how that is known, and what can be done about it. */
export const CurrentFolder = (props: Parts) => {
  const { tenant, email, sighting, checking, rescues, busy, actionFailure, online, zone } = props
  const { provider } = tenant
  const checkKeys = useKeysOf('email.check')
  if (provider === 'manual') return <ManualFolder />
  const words = sightingWords(sighting, provider)
  const copies = sighting?.kind === 'found' ? sighting.copies : []
  const lead = sighting === null ? null : leadingCopy(sighting)
  const offers = moveOffers(copies, { person: props.person, tenant: tenant.name, provider })
  const refusal = !online ? offlineRefusal : busy.kind === 'undoing' ? 'Wait: it is being put back.' : null
  const newest = rescues[0]
  const [offer] = offers
  const move = { refusal, movingCopyId: busy.kind === 'moving' ? busy.copyId : null, onMove: moveToInbox }
  return (
    <div className="email-now" role="group" aria-label="Current folder" data-tone={words.tone} aria-busy={checking}>
      <div className="email-now-head">
        <span className={`email-pin wb-tone-${words.tone}`}>
          <IconMapPin size={20} stroke={1.6} aria-hidden="true" />
        </span>
        <h3>Current folder</h3>
        <span className="email-now-when">
          {checking && sighting !== null ? 'checking… ' : null}
          {sighting === null ? null : <ReadAt sighting={sighting} zone={zone} />}
        </span>
        <p className="email-place" role="status">
          <bdi>{sighting === null && checking ? 'Checking…' : placeHeadline(sighting, provider)}</bdi>
          {words.more > 0 ? <span className="email-more"> +{words.more}</span> : null}
        </p>
      </div>
      {sighting === null ? (
        <p className="email-find">{checking ? 'Looking in the mailbox now.' : unknownSentence('not-asked')}</p>
      ) : sighting.kind === 'not-found' ? (
        <p className="email-find">
          A complete search of the mailbox{provider === 'microsoft' ? ', recoverable items included,' : ''} did not find
          it.
        </p>
      ) : sighting.kind === 'unknown' ? (
        <p className="email-find">
          {unknownSentence(sighting.reason)}
          {sighting.detail === null ? null : <small className="email-detail-words">{sighting.detail}</small>}
        </p>
      ) : copies.length === 1 && lead !== null ? (
        <CopySentence copy={lead} provider={provider} />
      ) : (
        <ul className="email-copies">
          {copies.map((copy) => (
            <CopyLine key={copy.id} copy={copy} provider={provider}>
              {offers.map((each, index) =>
                each.copy.id === copy.id ? (
                  <MoveButton key={copy.id} offer={each} isFirst={index === 0} {...move} />
                ) : null,
              )}
            </CopyLine>
          ))}
        </ul>
      )}
      {lead !== null && isInInbox(lead) ? (
        <p className="email-search">
          <span>
            This is not a delivery problem: ask them to search for “<bdi>{email.subject}</bdi>”.
          </span>
          <Copy what="search text" text={email.subject} />
        </p>
      ) : null}
      {newest === undefined ? null : (
        <RescueBlock
          rescue={newest}
          provider={provider}
          zone={zone}
          isUndoing={busy.kind === 'undoing'}
          refusal={online ? null : offlineRefusal}
          isErrorTold={newest.error !== null && newest.error.code === actionFailure?.code}
          onUndo={undoRescue}
        />
      )}
      <Failures action={actionFailure} check={props.checkFailure} />
      <div className="email-actions">
        {copies.length === 1 && offer !== undefined ? <MoveButton offer={offer} isFirst isOnly {...move} /> : null}
        <Button
          icon={<IconRefresh size={16} stroke={1.6} aria-hidden="true" />}
          keys={checkKeys}
          aria-busy={checking || undefined}
          onClick={props.onCheck}
        >
          Check again
        </Button>
      </div>
    </div>
  )
}

type Fault = { readonly code: string; readonly message: string } | null

const Failures = ({ action, check }: { readonly action: Fault; readonly check: Fault }) =>
  [action, check].map((fault, index) =>
    fault === null ? null : (
      <p key={index} className="email-failure" role="alert">
        {fault.message} <code>{fault.code}</code>
      </p>
    ),
  )

const ManualFolder = () => (
  <div className="email-now" role="group" aria-label="Current folder" data-tone="unknown">
    <div className="email-now-head">
      <span className="email-pin wb-tone-unknown">
        <IconMapPin size={20} stroke={1.6} aria-hidden="true" />
      </span>
      <h3>Current folder</h3>
      <p className="email-place">No mailbox access</p>
    </div>
    <p className="email-find">
      No mailbox of a manual tenant can be read: mail goes out by SMTP, and there is no API to look through. The
      delivery events below are all that is known.
    </p>
  </div>
)
