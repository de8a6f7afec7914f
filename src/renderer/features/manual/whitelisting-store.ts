import { useEffect, useRef, useState } from 'react'
import type { FailureFacts } from '../../../shared/model/failure'
import type { Tenant } from '../../../shared/model/tenant'
import type { Whitelisting, WhitelistingComparison } from '../../../shared/model/whitelisting'
import { call, factsOf } from '../../app/client'
import { type Reading, useReading } from '../../app/current'
import { toast } from '../../app/toasts'
import { refusalText } from '../../app/typed-list'

export interface KeptWhitelisting extends Pick<Reading<Whitelisting>, 'value' | 'failure'> {
  /** Why the last change of a field was refused; null when it was taken. */
  readonly refusalAt: (field: keyof Whitelisting) => string | null
  readonly forgetRefusal: () => void
  readonly change: (change: Partial<Whitelisting>, done: string) => Promise<void>
}

/** What a tenant whitelists, and a way to change it that can be taken back. */
export const useWhitelisting = (tenant: Tenant): KeptWhitelisting => {
  const { id: tenantId } = tenant
  const { value, failure, reload } = useReading({ tenantId }, () => call('whitelisting.read', { tenantId }))
  const [refused, setRefused] = useState<FailureFacts | null>(null)
  const put = async (change: Partial<Whitelisting>): Promise<void> => {
    await call('whitelisting.change', { tenantId, change })
    reload()
  }
  const change = async (wanted: Partial<Whitelisting>, done: string): Promise<void> => {
    if (value === null) return
    const before = Object.fromEntries(Object.keys(wanted).map((key) => [key, value[key as keyof Whitelisting]]))
    try {
      await put(wanted)
      setRefused(null)
      const undo = (): void =>
        void put(before).catch((thrown: unknown) => toast({ tone: 'hot', text: factsOf(thrown).message, tenantId }))
      toast({ text: done, tenantId, action: { label: 'Undo', run: undo } })
    } catch (thrown) {
      const facts = factsOf(thrown)
      if (facts.field === undefined) toast({ tone: 'hot', text: facts.message, tenantId })
      setRefused(facts)
    }
  }
  const refusalAt = (field: keyof Whitelisting): string | null =>
    refused?.field?.startsWith(`change.${field}`) || refused?.field === field ? refusalText(refused) : null
  return { value, failure, refusalAt, forgetRefusal: () => setRefused(null), change }
}

/** What became of a tenant's emails before and after the day it was done; read anew when that day changes. */
export const useComparison = (
  tenantId: string,
  doneOn: string | null,
): Pick<Reading<WhitelistingComparison | null>, 'value' | 'failure'> => {
  const { value, failure, reload } = useReading({ tenantId }, () => call('whitelisting.compare', { tenantId }))
  const asked = useRef(doneOn)
  useEffect(() => {
    if (asked.current === doneOn) return
    asked.current = doneOn
    reload()
  }, [doneOn, reload])
  // The answer for another day is none for this one.
  return { value: value?.doneOn === doneOn ? value : null, failure }
}
