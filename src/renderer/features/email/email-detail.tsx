import { IconX } from '@tabler/icons-react'
import { useEffect, useMemo, useRef } from 'react'
import type { Sighting } from '../../../shared/model'
import { onEvent } from '../../app/client'
import type { Command } from '../../app/commands'
import { useCommands } from '../../app/commands'
import { useConnectionStore, useOnline } from '../../app/connection'
import { useZone } from '../../app/preferences'
import { IconButton } from '../../ui/button'
import { Skeleton } from '../../ui/skeleton'
import { Instant } from '../../ui/time-text'
import type { CurrentFolderProps } from './current-folder'
import { CurrentFolder } from './current-folder'
import {
  closeDetail,
  moveToInbox,
  onDetailEvent,
  openDetail,
  rereadDetail,
  undoRescue,
  useDetailStore,
} from './detail-store'
import { FactsList } from './facts-list'
import { useFocusKept } from '../../app/focus-kept'
import { lastFound } from './last-found'
import { moveOffers, undoOffers } from './offers'
import { TrailList } from './trail-list'
import { typeTitles } from './words'
import './email.css'

interface EmailDetailProps extends CurrentFolderProps {
  /** The ledger knows a sighting of the email, perhaps newer than the one on screen. */
  readonly onSighting: (emailId: string, sighting: Sighting) => void
  readonly onClose: () => void
}

/** Everything about one sent email, beside the table: where it is now, what can be done, what happened, the facts. */
export const EmailDetail = (props: EmailDetailProps) => {
  const { tenant, email, sighting, onSighting, onCheck, onClose } = props
  const zone = useZone()
  const online = useOnline()
  const held = useDetailStore()
  const region = useRef<HTMLElement>(null)
  const isOurs =
    held.of?.emailId === email.id && held.of.personId === email.personId && held.of.tenantId === email.tenantId
  const detail = isOurs ? held.detail : null

  useEffect(() => {
    openDetail({ tenantId: email.tenantId, personId: email.personId, emailId: email.id })
    region.current?.scrollTo?.({ top: 0 })
  }, [email.tenantId, email.personId, email.id])
  useEffect(() => {
    const stop = onEvent(onDetailEvent)
    return () => {
      stop()
      closeDetail()
    }
  }, [])
  const latest = detail?.email.sighting ?? null
  useEffect(() => {
    if (latest !== null) onSighting(email.id, latest)
  }, [latest, email.id, onSighting])

  const { provider } = tenant
  const offers = moveOffers(lastFound(sighting)?.copies ?? [], { person: props.person, tenant: tenant.name, provider })
  const undos = undoOffers(detail?.rescues ?? [], provider)
  useDetailCommands(region, {
    copyIds: offers.map(({ copy }) => copy.id).join('\n'),
    rescueIds: undos.map(({ rescue }) => rescue.id).join('\n'),
    onCheck,
    canLocate: provider !== 'manual',
  })
  useFocusKept(region)

  return (
    <section
      ref={region}
      className="email-detail"
      aria-label="Email detail"
      tabIndex={-1}
      data-single-keys=""
      data-focus-target="detail"
      style={{ '--tenant': tenant.colour } as React.CSSProperties}
    >
      <header className="email-head">
        <h2>
          <bdi>{email.subject}</bdi>
        </h2>
        <IconButton label="Close detail" icon={<IconX size={16} stroke={1.6} />} onClick={onClose} />
        <p className="wb-muted">
          {typeTitles[email.type]} · <Instant at={email.sentAt} zone={zone} form="long" />
        </p>
      </header>
      <CurrentFolder
        {...props}
        rescues={detail?.rescues ?? []}
        busy={isOurs ? held.busy : { kind: 'no' }}
        actionFailure={isOurs ? held.actionFailure : null}
        online={online}
        zone={zone}
      />
      {isOurs && held.readFailure !== null ? (
        <p className="email-failure" role="alert">
          {held.readFailure.message} <code>{held.readFailure.code}</code>{' '}
          <button type="button" className="wb-plain-link" onClick={rereadDetail}>
            Read it again
          </button>
        </p>
      ) : null}
      {detail === null ? (
        <Skeleton rows={4} label="Reading the history" />
      ) : (
        <TrailList detail={detail} provider={provider} zone={zone} />
      )}
      <FactsList email={email} sources={tenant.logSources} zone={zone} />
    </section>
  )
}

interface DetailActions {
  /** The copies that can be moved, the ids joined by line breaks so that equal lists are equal. */
  readonly copyIds: string
  /** The rescues that can be undone, likewise. */
  readonly rescueIds: string
  readonly onCheck: () => void
  readonly canLocate: boolean
}

const listed = (ids: string): readonly string[] => (ids === '' ? [] : ids.split('\n'))

/** M, U and R for the email on screen. Where there are several buttons the key goes to the first: none is picked silently. */
const useDetailCommands = (
  region: React.RefObject<HTMLElement | null>,
  { copyIds, rescueIds, onCheck, canLocate }: DetailActions,
): void => {
  const commands = useMemo((): readonly Command[] => {
    const onlyOr = (ids: string, act: (id: string) => void, buttons: string) => (): void => {
      const [only, ...others] = listed(ids)
      const { online } = useConnectionStore.getState()
      if (only !== undefined && others.length === 0 && online) act(only)
      else region.current?.querySelector<HTMLElement>(buttons)?.focus()
    }
    return [
      {
        id: 'email.move',
        name: 'Move this email to the Inbox',
        group: 'Email',
        keys: 'M',
        when: () => copyIds !== '',
        run: onlyOr(copyIds, moveToInbox, '[data-email-move]'),
      },
      {
        id: 'email.undo',
        name: 'Undo the last move of this email',
        group: 'Email',
        keys: 'U',
        when: () => rescueIds !== '',
        run: onlyOr(rescueIds, undoRescue, '[data-email-undo]'),
      },
      {
        id: 'email.check',
        name: 'Check again where this email is',
        group: 'Email',
        keys: 'R',
        when: () => canLocate,
        run: onCheck,
      },
    ]
  }, [region, copyIds, rescueIds, onCheck, canLocate])
  useCommands(commands)
}
