import { create } from 'zustand'
import { defaultWindow, type TimeWindow } from '../../shared/model/time-window'
import { call } from './client'

/** The page that is shown. `person` is the page of the context's person, reached from Risk or from People. */
export type Route =
  | { readonly kind: 'tenants' }
  | { readonly kind: 'tenant' }
  /** `focus`: land in the Person field even when somebody is picked. */
  | { readonly kind: 'log'; readonly focus?: 'person' }
  | { readonly kind: 'risk' }
  | { readonly kind: 'people' }
  | { readonly kind: 'person'; readonly from: 'risk' | 'people' }
  | { readonly kind: 'cases' }
  /** Importing a log file for the tenant. */
  | { readonly kind: 'import' }
  | { readonly kind: 'status' }
  /** What a manual tenant lets through its mail filter; shows the tenant's page where the tenant is synced. */
  | { readonly kind: 'whitelisting' }
  /** Connecting a tenant, or changing how one is connected. */
  | { readonly kind: 'connect'; readonly draftId: string }

export interface Context {
  readonly tenantId: string | null
  readonly personId: string | null
  readonly window: TimeWindow
  readonly route: Route
}

const initial: Context = { tenantId: null, personId: null, window: defaultWindow, route: { kind: 'tenants' } }

/** Who and what the window is about. Read it with a selector; change it with the functions below. */
export const useContextStore = create<Context>(() => initial)

/** The context at this moment, for code outside components. */
export const context = (): Context => useContextStore.getState()

const abandon = (before: Context): void => {
  if (before.tenantId !== null && before.personId !== null) {
    // What main was looking up for them is of no use any more; that it can't be stopped changes nothing here.
    call('email.abandon', { tenantId: before.tenantId, personId: before.personId }).catch(() => undefined)
  }
}

const change = (next: Partial<Context>): void => {
  const before = context()
  useContextStore.setState(next)
  const after = context()
  const isSamePerson = before.tenantId === after.tenantId && before.personId === after.personId
  // Another window shows other rows; those that are in both are asked for again once they are on screen.
  if (!isSamePerson || before.window !== after.window) abandon(before)
  if (isSamePerson) return
  call('preferences.change', { lastTenantId: after.tenantId, lastPersonId: after.personId }).catch(() => undefined)
}

/** Shows a page for the same tenant and person. */
export const goTo = (route: Route): void => change({ route })

/** Makes a tenant the current one with nobody picked; what was in flight for the last person is abandoned. */
export const chooseTenant = (tenantId: string, route: Route = { kind: 'tenant' }): void => {
  const same = context().tenantId === tenantId
  change(same ? { route } : { tenantId, personId: null, route })
}

/** How each tenant was left: who, which window, which page. For as long as the window is open. */
const left = new Map<string, Context>()
let previous: string | null = null

useContextStore.subscribe((now, before) => {
  if (before.tenantId === null || before.tenantId === now.tenantId) return
  left.set(before.tenantId, before)
  previous = before.tenantId
})

/** The tenant that was current before this one; null at first. */
export const previousTenant = (): string | null => previous

/** Goes back to the tenant before, as it was left. */
export const backToPreviousTenant = (): void => {
  const as = previous === null ? undefined : left.get(previous)
  if (as !== undefined) change(as)
}

/** Leaves a tenant that is no more: nothing leads back to it. */
export const forgetTenant = (tenantId: string): void => {
  if (context().tenantId === tenantId) change({ tenantId: null, personId: null, route: { kind: 'tenants' } })
  left.delete(tenantId)
  if (previous === tenantId) previous = null
}

/** Makes a person of the current tenant the current one, or nobody. */
export const choosePerson = (personId: string | null): void => change({ personId })

/** Opens the person page of somebody of the current tenant. */
export const openPerson = (personId: string, from: 'risk' | 'people'): void =>
  change({ personId, route: { kind: 'person', from } })

/** Opens the Email Log: with this person picked, or with nobody. */
export const openLog = (personId: string | null): void => change({ personId, route: { kind: 'log' } })

export const setWindow = (window: TimeWindow): void => change({ window })

/** Puts the context back to what the preferences remember; used once at start and by tests. */
export const restoreContext = (remembered: Partial<Context>): void => {
  useContextStore.setState({ ...initial, ...remembered })
  left.clear()
  previous = null
}
