import { useEffect } from 'react'
import { create } from 'zustand'
import type { AppEvent } from '../../shared/contract'
import type { FailureFacts } from '../../shared/model/failure'
import type { CapabilityReading } from '../../shared/model/grant'
import type { GrantReading } from '../../shared/model/connect'
import { call, factsOf, onEvent } from './client'
import { withVault } from './vault'

/** What is known of one tenant's grant. */
export interface KnownGrant {
  /** The last complete reading; null when there was none, undefined until it was asked for. */
  readonly reading: GrantReading | null | undefined
  /** The rows that the check under way has read so far; null while none is. */
  readonly checked: readonly CapabilityReading[] | null
  /** Why the last question failed; what was known before it stays. */
  readonly failure: FailureFacts | null
}

const unasked: KnownGrant = { reading: undefined, checked: null, failure: null }

export const useGrantStore = create<{ readonly of: Readonly<Record<string, KnownGrant>> }>(() => ({ of: {} }))

const known = (tenantId: string): KnownGrant => useGrantStore.getState().of[tenantId] ?? unasked
const note = (tenantId: string, change: Partial<KnownGrant>): void =>
  useGrantStore.setState(({ of }) => ({ of: { ...of, [tenantId]: { ...(of[tenantId] ?? unasked), ...change } } }))

/** Takes in a row of a check under way, of a connected tenant that is being checked from here. */
export const noteGrantRow = ({ tenantId, row }: Extract<AppEvent, { kind: 'grant-row' }>): void => {
  if (tenantId === null) return
  const { checked } = known(tenantId)
  if (checked === null) return
  note(tenantId, { checked: [...checked.filter(({ capability }) => capability !== row.capability), row] })
}

const readGrant = async (tenantId: string): Promise<void> => {
  try {
    note(tenantId, { reading: await call('tenants.grant', { tenantId }), failure: null })
  } catch (thrown) {
    note(tenantId, { failure: factsOf(thrown) })
  }
}

const again = new Map<string, number>()

/** What may not have spread yet is read again by itself, also after its page was left. */
const readWhenSpread = (tenantId: string, { rows }: GrantReading): void => {
  window.clearTimeout(again.get(tenantId))
  again.delete(tenantId)
  const times = rows.flatMap(({ spreading }) => (spreading ? [Date.parse(spreading.readAgainAt)] : []))
  if (times.length === 0) return
  const wait = Math.max(1_000, Math.max(...times) - Date.now())
  again.set(
    tenantId,
    window.setTimeout(() => void checkGrant(tenantId), wait),
  )
}

/** Reads what a tenant has granted again, row by row; goes on when its page is left. One check at a time. */
export const checkGrant = async (tenantId: string): Promise<void> => {
  if (known(tenantId).checked !== null) return
  note(tenantId, { checked: [], failure: null })
  try {
    const reading = await withVault(() => call('tenants.check', { tenantId }))
    note(tenantId, { reading, checked: null })
    readWhenSpread(tenantId, reading)
  } catch (thrown) {
    const facts = factsOf(thrown)
    note(tenantId, { checked: null, failure: facts.code === 'cancelled' ? null : facts })
  }
}

/** What a tenant has granted as far as it is known; reads the last reading when its page is opened. */
export const useGrant = (tenantId: string): KnownGrant => {
  useEffect(() => {
    void readGrant(tenantId)
    // A resync reads it too.
    return onEvent((event) => {
      if (event.kind === 'tenants-changed') void readGrant(tenantId)
    })
  }, [tenantId])
  return useGrantStore((state) => state.of[tenantId]) ?? unasked
}
