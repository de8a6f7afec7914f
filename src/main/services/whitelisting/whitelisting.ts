import {
  comparedDays,
  defaultWhitelisting,
  type DeliveryStretch,
  Failure,
  isSynced,
  type Whitelisting,
  type WhitelistingComparison,
} from '../../../shared/model'
import { dayIn, startOfDay } from '../../../shared/model/time-zone'
import type { TenantSettings } from '../../tenants/settings'
import { isoOf, type ServiceParts } from '../parts'

/** A change as a call brings it: what is left out stays. */
export type WhitelistingChange = { readonly [Field in keyof Whitelisting]?: Whitelisting[Field] | undefined }

export interface WhitelistingService {
  /** Throws `synced-tenant`. */
  read(tenantId: string): Promise<Whitelisting>
  /** Throws `synced-tenant`, and `bad-input` for a day that has not come yet. */
  change(tenantId: string, change: WhitelistingChange): Promise<Whitelisting>
  /** Throws `synced-tenant`; null while nobody said that it was done. */
  compare(tenantId: string): Promise<WhitelistingComparison | null>
}

/** What a manual tenant whitelists. No synced tenant gets an answer: the two ways in don't overlap. */
export const createWhitelistingService = ({
  ledger,
  clock,
}: Pick<ServiceParts, 'ledger' | 'clock'>): WhitelistingService => {
  const requireManual = async (tenantId: string): Promise<TenantSettings> => {
    const settings = await ledger.readSettings(tenantId)
    if (settings === null || settings.removed)
      throw new Failure({ code: 'unknown-tenant', message: 'This tenant is not connected here.', field: 'tenantId' })
    if (!isSynced(settings)) return settings
    throw new Failure({
      code: 'synced-tenant',
      message: `${settings.name} is synced: its mail needs nothing of the kind.`,
      field: 'tenantId',
    })
  }
  const read = async (tenantId: string): Promise<Whitelisting> => {
    await requireManual(tenantId)
    return (await ledger.readWhitelisting(tenantId)) ?? defaultWhitelisting
  }

  return {
    read,
    change: async (tenantId, change) => {
      const { timeZone } = await requireManual(tenantId)
      const { doneOn } = change
      if (doneOn && doneOn > dayIn(timeZone, clock.now()))
        throw new Failure({
          code: 'bad-input',
          message: 'This day has not come yet: enter the day it was done.',
          field: 'doneOn',
        })
      const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
      const next: Whitelisting = { ...(await read(tenantId)), ...given }
      await ledger.putWhitelisting(tenantId, next)
      return next
    },
    compare: async (tenantId) => {
      const { timeZone } = await requireManual(tenantId)
      const { doneOn } = await read(tenantId)
      if (doneOn === null) return null
      const stretch = async (from: number, to: number): Promise<DeliveryStretch> => ({
        from: isoOf(from),
        to: isoOf(to),
        counts: await ledger.countDeliveries(tenantId, from, to),
      })
      const day = (days: number): number => startOfDay(timeZone, doneOn, days)
      return {
        doneOn,
        before: await stretch(day(-comparedDays), day(0)),
        after: await stretch(day(1), Math.max(day(1), Math.min(day(1 + comparedDays), clock.now()))),
      }
    },
  }
}
