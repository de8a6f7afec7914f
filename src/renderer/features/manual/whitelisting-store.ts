import { useState } from 'react'
import type { FailureFacts } from '../../../shared/model/failure'
import type { Tenant } from '../../../shared/model/tenant'
import type { Whitelisting } from '../../../shared/model/whitelisting'
import { call, factsOf } from '../../app/client'
import { type Reading, useReading } from '../../app/current'
import { toast } from '../../app/toasts'

export interface KeptWhitelisting extends Pick<Reading<Whitelisting>, 'value' | 'failure'> {
  /** What the last change was refused with; null when it was taken. */
  readonly refused: FailureFacts | null
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
      setRefused(factsOf(thrown))
    }
  }
  return { value, failure, refused, forgetRefusal: () => setRefused(null), change }
}
