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
import { moveOffers, undoable } from './rescue-words'
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

  const offers = moveOffers(sighting?.kind === 'found' ? sighting.copies : [], {
    person: props.person,
    tenant: tenant.name,
    provider: tenant.provider,
  })
  useDetailCommands(region, offers.map(({ copy }) => copy.id).join('\n'), onCheck, tenant.provider !== 'manual')

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
        <TrailList detail={detail} provider={tenant.provider} zone={zone} />
      )}
      <FactsList email={email} zone={zone} />
    </section>
  )
}

/** M, U and R for the email on screen. With several copies M goes to the first button: none is picked silently. */
const useDetailCommands = (
  region: React.RefObject<HTMLElement | null>,
  copyIds: string,
  onCheck: () => void,
  canLocate: boolean,
): void => {
  const commands = useMemo((): readonly Command[] => {
    const ids = copyIds === '' ? [] : copyIds.split('\n')
    const newest = () => undoable(useDetailStore.getState().detail?.rescues ?? [])
    const online = () => useConnectionStore.getState().online
    return [
      {
        id: 'email.move',
        name: 'Move this email to the Inbox',
        group: 'Email',
        keys: 'M',
        when: () => ids.length > 0,
        run: () => {
          const [only] = ids
          if (ids.length === 1 && only !== undefined && online()) moveToInbox(only)
          else region.current?.querySelector<HTMLElement>('[data-email-move]')?.focus()
        },
      },
      {
        id: 'email.undo',
        name: 'Undo the last move of this email',
        group: 'Email',
        keys: 'U',
        when: () => newest() !== null && newest()?.undoRefusal === null && online(),
        run: () => {
          const rescue = newest()
          if (rescue !== null) undoRescue(rescue.id)
        },
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
  }, [region, copyIds, onCheck, canLocate])
  useCommands(commands)
}
