import { IconUserSearch } from '@tabler/icons-react'
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef } from 'react'
import type { Person, Tenant, TimeWindow } from '../../../shared/model'
import { setSeenAt } from '../../app/age'
import { useScreens } from '../../app/load-screens'
import { onEvent } from '../../app/client'
import { choosePerson, setWindow, useContextStore } from '../../app/context'
import { usePerson } from '../../app/person'
import { useZone } from '../../app/preferences'
import { useTenant } from '../../app/tenants'
import { Empty } from '../../ui/empty'
import { useFollowedRecovery } from '../recovery'
import { LogView } from './log-view'
import { closeScope, onLogEvent, openScope, useLogStore } from './log-store'
import { PersonPicker } from './person-picker'
import { WindowPicker } from './window-picker'
import './log.css'

/** The Email Log: whose, over which window, the table, and one email in detail beside it. */
export const EmailLogPage = () => {
  const tenant = useTenant()
  const personId = useContextStore((state) => state.personId)
  const window = useContextStore((state) => state.window)
  const person = usePerson()
  const zone = useZone()
  const tableWanted = useRef(false)
  const pick = useCallback((id: string) => {
    tableWanted.current = true
    choosePerson(id)
  }, [])
  if (tenant === null)
    return (
      <div className="log-page">
        <h1 className="log-hidden" tabIndex={-1} data-focus-target="page">
          Email Log
        </h1>
        <Empty icon={<IconUserSearch size={22} stroke={1.5} />} title="Pick a tenant first">
          Every email log belongs to a person of one tenant.
        </Empty>
      </div>
    )
  return (
    <div className="log-page">
      <h1 className="log-hidden" tabIndex={-1} data-focus-target="page">
        Email Log
      </h1>
      <div className="log-who">
        <div className="log-person-field">
          <span className="log-label" aria-hidden="true">
            Person
          </span>
          <PersonPicker key={tenant.id} tenantId={tenant.id} person={person} onPick={pick} />
        </div>
        <WindowPicker window={window} zone={zone} onChange={setWindow} />
      </div>
      {personId === null ? (
        <div className="log-body log-body-empty">
          <Empty icon={<IconUserSearch size={22} stroke={1.5} />} title="Who is missing an email?">
            Type two or three letters of a name, an address or an alias above. Enter picks the first.
          </Empty>
        </div>
      ) : (
        <ScopedLog tenant={tenant} personId={personId} person={person} window={window} tableWanted={tableWanted} />
      )}
    </div>
  )
}

interface ScopedLogProps {
  readonly tenant: Tenant
  readonly personId: string
  readonly person: Person | null
  readonly window: TimeWindow
  readonly tableWanted: React.RefObject<boolean>
}

/** Opens the log of whoever is on screen, and shows only what was read for exactly them. */
const ScopedLog = ({ tenant, personId, person, window, tableWanted }: ScopedLogProps) => {
  const { id: tenantId, provider } = tenant
  const canLocate = provider !== 'manual'
  useEffect(() => onEvent(onLogEvent), [])
  useLayoutEffect(() => {
    openScope({ tenantId, personId, window, canLocate })
    return closeScope
  }, [tenantId, personId, window, canLocate])
  const isLive = useLogStore(
    ({ scope }) => scope?.tenantId === tenantId && scope.personId === personId && scope.window === window,
  )
  const refreshedAt = useLogStore((state) => state.page?.refreshedAt ?? null)
  useEffect(() => {
    setSeenAt(isLive ? refreshedAt : null, 'log')
    return () => setSeenAt(null, null)
  }, [isLive, refreshedAt])
  useFollowedRecovery(tenantId, personId, window)
  const wantsWayBack = useContextStore(({ route }) => route.kind === 'log' && route.recovery === true)
  const screens = useScreens(wantsWayBack)
  const name = useMemo(() => person?.name ?? 'this person', [person])
  if (isLive && wantsWayBack && canLocate)
    return screens === null ? <div className="log-body" /> : <screens.WayBack tenant={tenant} person={name} />
  return isLive ? (
    <LogView key={`${tenantId}\n${personId}`} tenant={tenant} person={name} tableWanted={tableWanted} />
  ) : (
    <div className="log-body" />
  )
}
