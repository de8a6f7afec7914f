import { IconConfetti, IconFileOff, IconFishHook, IconMail, IconSchool } from '@tabler/icons-react'
import type { ComponentType, ReactNode } from 'react'
import type { DeliveryEvent, EmailType, ProviderKind, SendMethod, SentEmail, Sighting } from '../../../shared/model'
import { Chip } from '../../ui/chip'
import { ageText, utcText } from '../../ui/time'
import { useNow } from '../../ui/use-now'
import type { PlaceWords } from '../email'
import {
  PlaceChip,
  eventNames,
  isStale,
  lastFound,
  methodNames,
  sightingWords,
  smtpHint,
  typeNames,
  unknownSentence,
  unknownWords,
  unreadableSentence,
} from '../email'
import { useLogStore } from './log-store'

const typeIcons: Readonly<Record<EmailType, ComponentType<{ size?: number; stroke?: number }>>> = {
  'training-reminder': IconSchool,
  'phishing-test': IconFishHook,
  welcome: IconConfetti,
  other: IconMail,
}

/** The type of an email: icon and word, in a narrow table the icon with the word as its tooltip. */
export const TypeCell = ({ type, narrow }: { readonly type: EmailType; readonly narrow: boolean }) => {
  const Icon = typeIcons[type]
  return (
    <span className="log-type" title={narrow ? typeNames[type] : undefined}>
      <Icon size={16} stroke={1.6} />
      <span className={narrow ? 'log-hidden' : undefined}>{typeNames[type]}</span>
    </span>
  )
}

// Lets the browser itself say when rows were painted (Element Timing, once an element: hence the key); `npm run bench` reads it.
const timed: object = { elementtiming: 'log-subject' }

/** The subject; a row that its source no longer lists says so, in a narrow table by its tooltip. */
export const SubjectCell = ({ email, narrow }: { readonly email: SentEmail; readonly narrow: boolean }) => (
  <span className="log-subject-cell">
    <bdi key={email.id} title={email.subject} {...timed}>
      {email.subject}
    </bdi>
    {email.listed ? null : (
      <span className="log-gone" title="no longer in the log">
        {narrow ? <IconFileOff size={14} stroke={1.6} aria-hidden="true" /> : null}
        <span className={narrow ? 'log-hidden' : undefined}>no longer in the log</span>
      </span>
    )}
  </span>
)

/** The send method as the log spells it; `smtp` stands out where the tenant is synced. */
export const MethodCell = ({ method, synced }: { readonly method: SendMethod; readonly synced: boolean }) =>
  method === 'smtp' && synced ? (
    <Chip tone="warm" title={smtpHint}>
      {methodNames[method]}
    </Chip>
  ) : (
    <span className="wb-muted">{methodNames[method]}</span>
  )

/** The latest delivery event; what went wrong has its code beside it, in a narrow table in its tooltip. */
export const EventCell = ({ event, narrow }: { readonly event: DeliveryEvent | null; readonly narrow: boolean }) => {
  if (event === null) return <span className="wb-hint">none</span>
  const isBad = event.kind === 'bounced' || event.kind === 'failed' || event.kind === 'deferred'
  const code = isBad ? /\b[245]\.\d{1,3}\.\d{1,3}\b/.exec(event.detail ?? '')?.[0] : undefined
  return (
    <span title={`${utcText(event.at)}${event.detail === null ? '' : `\n${event.detail}`}`}>
      {eventNames[event.kind]}
      {code === undefined || narrow ? null : <span className="log-code"> {code}</span>}
    </span>
  )
}

const checkingWords: PlaceWords = { icon: 'checking', text: 'checking…', tone: 'none', more: 0 }

/**
 * Where one email is, filled in by itself when its sighting arrives: it listens for its own email, so that a sighting
 * redraws one cell. What is known stays while it is checked again, dimmed and with its age.
 */
export const FolderCell = ({ email, provider }: { readonly email: SentEmail; readonly provider: ProviderKind }) => {
  const sighting = useLogStore((state) => state.sightings.get(email.id)) ?? email.sighting
  const isChecking = useLogStore((state) => state.checking.has(email.id))
  if (provider === 'manual') return <span className="wb-hint">no mailbox can be read</span>
  if (sighting === null)
    return isChecking ? (
      <span className="log-checking">
        <PlaceChip words={checkingWords} />
      </span>
    ) : (
      <span className="wb-hint">not checked yet</span>
    )
  return <KnownPlace sighting={sighting} provider={provider} isChecking={isChecking} />
}

interface KnownPlaceProps {
  readonly sighting: Sighting
  readonly provider: ProviderKind
  readonly isChecking: boolean
}

const KnownPlace = ({ sighting, provider, isChecking }: KnownPlaceProps) => {
  const now = useNow()
  const found = lastFound(sighting)
  if (sighting.kind === 'unknown' && found !== null)
    return (
      <Place
        words={{ ...sightingWords(found, provider), tone: 'unknown' }}
        look="log-last"
        title={unreadableSentence(sighting.reason)}
      >
        {isChecking ? (
          'checking…'
        ) : (
          <>
            <span>{ageText(found.at, now)}</span>
            <span className="log-why"> ago · {unknownWords(sighting.reason)}</span>
          </>
        )}
      </Place>
    )
  const isOld = isStale(sighting, now)
  return (
    <Place
      words={sightingWords(sighting, provider)}
      look={isOld ? 'log-old' : undefined}
      title={sighting.kind === 'unknown' ? unknownSentence(sighting.reason) : `last read ${utcText(sighting.at)}`}
    >
      {isChecking ? 'checking…' : isOld ? ageText(sighting.at, now) : null}
    </Place>
  )
}

interface PlaceProps {
  readonly words: PlaceWords
  /** `log-old` for what was seen a while ago, `log-last` for what can't be read now. */
  readonly look: 'log-old' | 'log-last' | undefined
  readonly title: string
  /** What stands beside the place: how old it is, and why it isn't newer. */
  readonly children: ReactNode
}

const Place = ({ words, look, title, children }: PlaceProps) => (
  <span className={`log-folder ${look ?? ''}`} title={`${words.text}\n${title}`}>
    <span className="log-place">
      <PlaceChip words={words} />
    </span>
    {children === null ? null : <span className="log-again">{children}</span>}
  </span>
)
