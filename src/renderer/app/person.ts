import { useEffect, useMemo } from 'react'
import { create } from 'zustand'
import type { Person } from '../../shared/model/person'
import { call } from './client'
import { useContextStore } from './context'
import { applyIfCurrent } from './current'
import { usePeopleStore } from './people'

/** The person on screen, read alone: nobody waits for a list of 100,000 to see one name. */
const usePersonStore = create<{ readonly person: Person | null }>(() => ({ person: null }))

/** Reads one person from the ledger; what can't be read leaves what was known. */
export const readPerson = (tenantId: string, personId: string): Promise<unknown> =>
  applyIfCurrent({ tenantId, personId }, call('people.read', { tenantId, personId }), {
    value: (person) => usePersonStore.setState({ person }),
    failure: () => undefined,
  })

/** Reads the person on screen again when it is one of this tenant: its people may be others now. */
export const readPersonAgain = (tenantId: string): void => {
  const { tenantId: current, personId } = useContextStore.getState()
  if (current === tenantId && personId !== null) void readPerson(tenantId, personId)
}

/** The person on screen; null while they aren't known. Never somebody else. */
export const usePerson = (): Person | null => {
  const tenantId = useContextStore((state) => state.tenantId)
  const personId = useContextStore((state) => state.personId)
  const read = usePersonStore(({ person }) => person)
  const people = usePeopleStore((state) => (state.tenantId === tenantId ? state.people : null))
  const isRead = read !== null && read.tenantId === tenantId && read.id === personId
  useEffect(() => {
    if (tenantId !== null && personId !== null && !isRead) void readPerson(tenantId, personId)
  }, [tenantId, personId, isRead])
  return useMemo(
    () => (isRead ? read : (people?.find(({ id }) => id === personId) ?? null)),
    [isRead, read, people, personId],
  )
}
