import { type DragEvent, type FocusEvent, type ReactNode, useMemo, useRef, useState } from 'react'
import type { Tenant } from '../../../shared/model/tenant'
import { type Command, useCommands } from '../../app/commands'
import { movedBefore, neighbourBefore, reorderTenants } from '../../app/tenant-order'
import { useTenantStore } from '../../app/tenants'

/** Where a dragged row would come: above or below this tenant's row. */
interface Landing {
  readonly tenantId: string
  readonly below: boolean
}

const rowOf = (target: EventTarget): HTMLElement | null =>
  target instanceof Element ? target.closest<HTMLElement>('[role="row"][data-index]') : null

const allIds = (): readonly string[] => useTenantStore.getState().tenants?.map(({ id }) => id) ?? []

interface ReorderingProps {
  /** The rows of the table inside, in its order; null while they don't stand in the engineer's own. */
  readonly rows: readonly Tenant[] | null
  readonly children: (rowClass: (tenant: Tenant) => string | undefined) => ReactNode
}

/** Lets the rows of a table of tenants be put into another order: dragged by their grip, or moved by keys and commands. */
export const Reordering = ({ rows, children }: ReorderingProps) => {
  const [dragged, setDragged] = useState<string | null>(null)
  const [landing, setLanding] = useState<Landing | null>(null)
  const [said, setSaid] = useState('')
  const focused = useRef<string | null>(null)
  const tenantAt = (target: EventTarget): Tenant | null =>
    rows?.[Number(rowOf(target)?.getAttribute('data-index') ?? -1)] ?? null

  const commands = useMemo<readonly Command[]>(() => {
    const move = (by: -1 | 1): void => {
      const shown = rows?.map(({ id }) => id) ?? []
      const id = focused.current
      const before = id === null ? undefined : neighbourBefore(shown, id, by)
      if (id === null || before === undefined) return
      reorderTenants(movedBefore(allIds(), id, before))
      const name = rows?.find((tenant) => tenant.id === id)?.name ?? ''
      setSaid(`${name}: place ${shown.indexOf(id) + by + 1} of ${shown.length}.`)
    }
    const command = (id: string, name: string, keys: string, by: -1 | 1): Command => ({
      id,
      name,
      group: 'Tenant',
      keys,
      when: () => rows !== null && focused.current !== null,
      run: () => move(by),
    })
    return [
      command('tenants.move-up', 'Move the tenant up in the list', 'Alt+ArrowUp', -1),
      command('tenants.move-down', 'Move the tenant down in the list', 'Alt+ArrowDown', 1),
    ]
  }, [rows])
  useCommands(commands)

  const stop = (): void => {
    setDragged(null)
    setLanding(null)
  }
  const onDragOver = (event: DragEvent): void => {
    const row = rowOf(event.target)
    const tenant = tenantAt(event.target)
    if (dragged === null || row === null || tenant === null) return
    event.preventDefault()
    event.dataTransfer.dropEffect = 'move'
    const { top, height } = row.getBoundingClientRect()
    const below = event.clientY > top + height / 2
    if (landing?.tenantId !== tenant.id || landing.below !== below) setLanding({ tenantId: tenant.id, below })
  }
  const onDrop = (event: DragEvent): void => {
    event.preventDefault()
    if (dragged !== null && landing !== null && landing.tenantId !== dragged) {
      const ids = allIds().filter((id) => id !== dragged)
      const at = ids.indexOf(landing.tenantId) + (landing.below ? 1 : 0)
      reorderTenants(movedBefore(allIds(), dragged, ids[at] ?? null))
    }
    stop()
  }
  const rowClass = (tenant: Tenant): string | undefined => {
    if (tenant.id === dragged) return 'wb-dragged'
    if (tenant.id === landing?.tenantId) return landing.below ? 'wb-land-below' : 'wb-land-above'
    return tenant.disabled ? 'wb-off' : undefined
  }
  return (
    <div
      className="wb-reordering"
      onFocus={(event: FocusEvent) => {
        const tenant = tenantAt(event.target)
        if (tenant !== null) focused.current = tenant.id
      }}
      onDragStart={(event) => {
        const tenant = tenantAt(event.target)
        if (tenant === null) return
        event.dataTransfer.effectAllowed = 'move'
        event.dataTransfer.setData('text/plain', tenant.name)
        setDragged(tenant.id)
      }}
      onDragOver={onDragOver}
      onDrop={onDrop}
      onDragEnd={stop}
    >
      {children(rowClass)}
      <span className="wb-sr" role="status">
        {said}
      </span>
    </div>
  )
}
