import { IconMapPin, IconRefresh } from '@tabler/icons-react'
import type { Rescue, SentEmail, Sighting, Tenant } from '../../../shared/model'
import { leadingCopy } from '../../../shared/model/sighting'
import { useKeysOf } from '../../app/commands'
import { Copy } from '../../app/copy'
import { Button } from '../../ui/button'
import { Age } from '../../ui/time-text'
import { CopyLine, CopySentence } from './copy-line'
import type { DetailState } from './detail-store'
import { moveToInbox, undoRescue } from './detail-store'
import type { Found } from './last-found'
import { lastFound } from './last-found'
import { MoveButton } from './move-button'
import { immovableSentence, latestRescues, moveOffers, undoOffers } from './offers'
import { isInInbox, placeHeadline, sightingWords } from './places'
import { ReadAt } from './read-at'
import { RescueBlock } from './rescue-block'
import { unknownSentence, unreadableSentence } from './unknown-words'

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

/** Where the email is now, or was last seen; how that is known, and what can be done about it. */
export const CurrentFolder = (props: Parts) => {
  const { tenant, email, sighting, checking, rescues, busy, actionFailure, online, zone } = props
  const { provider } = tenant
  const checkKeys = useKeysOf('email.check')
  if (provider === 'manual') return <ManualFolder />
  const words = sightingWords(sighting, provider)
  const found = lastFound(sighting)
  const isNow = found === sighting
  const copies = found?.copies ?? []
  const [only] = copies.length === 1 ? copies : []
  const lead = isNow && found !== null ? leadingCopy(found) : null
  const who = { person: props.person, tenant: tenant.name, provider }
  const offers = moveOffers(copies, who, isNow)
  const undos = undoOffers(rescues, provider)
  const latest = latestRescues(rescues)
  /** The rescue whose block says why the last action failed. */
  const failed = latest.find(
    (each) => each.state !== 'moved-back' && each.error !== null && each.error.code === actionFailure?.code,
  )
  /** The way to move a copy, or the reason why there is none, in the same place. */
  const wayOf = (copy: (typeof copies)[number]): React.ReactNode => {
    const offer = offers.find((each) => each.copy.id === copy.id)
    if (offer !== undefined)
      return (
        <MoveButton
          offer={offer}
          isFirst={offer === offers[0]}
          isOnly={copy === only}
          online={online}
          busy={busy}
          onMove={moveToInbox}
        />
      )
    // What to do about a single copy in the Inbox stands above already.
    if (copy.immovable === null || (copy === only && isInInbox(copy))) return null
    return (
      <p className="email-reason" data-reason={copy.immovable}>
        {immovableSentence(copy.immovable, who)}
      </p>
    )
  }
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
          {found !== null && !isNow ? (
            <LastSeen found={found} provider={provider} />
          ) : (
            <bdi>{sighting === null && checking ? 'Checking…' : placeHeadline(sighting, provider)}</bdi>
          )}
          {words.more > 0 ? <span className="email-more"> +{words.more}</span> : null}
        </p>
      </div>
      <WhyUnknown sighting={sighting} hasFound={found !== null} checking={checking} provider={provider} />
      {only !== undefined ? (
        <CopySentence copy={only} provider={provider} isNow={isNow} />
      ) : copies.length > 0 ? (
        <ul className="email-copies">
          {copies.map((copy) => (
            <CopyLine key={copy.id} copy={copy} provider={provider} isNow={isNow}>
              {wayOf(copy)}
            </CopyLine>
          ))}
        </ul>
      ) : null}
      {lead !== null && isInInbox(lead) ? (
        <p className="email-search">
          <span>
            This is not a delivery problem: ask them to search for “<bdi>{email.subject}</bdi>”.
          </span>
          <Copy what="search text" text={email.subject} />
        </p>
      ) : null}
      {latest.map((rescue) => {
        const offer = undos.find((each) => each.rescue.id === rescue.id)
        return (
          <RescueBlock
            key={rescue.copyId}
            rescue={rescue}
            provider={provider}
            zone={zone}
            undo={offer === undefined ? null : { offer, isOnly: undos.length === 1, online, busy, onUndo: undoRescue }}
            isNews={rescue === failed}
          />
        )
      })}
      <Failures action={failed === undefined ? actionFailure : null} check={props.checkFailure} />
      <div className="email-actions">
        {only === undefined ? null : wayOf(only)}
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

const LastSeen = ({ found, provider }: { readonly found: Found; readonly provider: Tenant['provider'] }) => (
  <>
    Last seen in <bdi>{sightingWords(found, provider).text}</bdi>
    {/* It ticks: no news to be announced. */}
    <span aria-live="off">
      , <Age at={found.at} />
    </span>
  </>
)

interface WhyUnknownProps {
  readonly sighting: Sighting | null
  /** Something is known from before. */
  readonly hasFound: boolean
  readonly checking: boolean
  readonly provider: Tenant['provider']
}

const WhyUnknown = ({ sighting, hasFound, checking, provider }: WhyUnknownProps) => {
  if (sighting === null)
    return <p className="email-find">{checking ? 'Looking in the mailbox now.' : unknownSentence('not-asked')}</p>
  if (sighting.kind === 'found') return null
  if (sighting.kind === 'not-found')
    return (
      <p className="email-find">
        A complete search of the mailbox{provider === 'microsoft' ? ', recoverable items included,' : ''} did not find
        it.
      </p>
    )
  return (
    <p className="email-find">
      {hasFound ? unreadableSentence(sighting.reason) : unknownSentence(sighting.reason)}
      {sighting.detail === null ? null : <small className="email-detail-words">{sighting.detail}</small>}
    </p>
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
