import { useEffect, useState } from 'react'
import type { FailureFacts } from '../../shared/model/failure'
import type { Sends } from '../../shared/model/sends'
import type { TimeWindow } from '../../shared/model'
import { call, factsOf, onEvent } from './client'

/** News of a log come in bursts while it is read: they are waited for this long, in milliseconds. */
const quietMs = 500

export interface KnownSends {
  /** Null until the first answer. */
  readonly sends: Sends | null
  readonly failure: FailureFacts | null
}

/**
 * What was sent by which method to a person, or to the whole tenant with null, in a window. Read anew when their log
 * changes; what was known stays until then, and is dropped when tenant, person or window change.
 */
export const useSends = (tenantId: string, personId: string | null, window: TimeWindow): KnownSends => {
  const asked = JSON.stringify([tenantId, personId, window])
  const [known, setKnown] = useState<KnownSends & { readonly asked: string }>({ asked, sends: null, failure: null })
  useEffect(() => {
    let left = false
    let timer: ReturnType<typeof setTimeout> | undefined
    const [tenant, person, over] = JSON.parse(asked) as [string, string | null, TimeWindow]
    const read = async (): Promise<void> => {
      const asking =
        person === null
          ? call('sends.ofTenant', { tenantId: tenant, window: over })
          : call('sends.ofPerson', { tenantId: tenant, personId: person, window: over })
      const answer = await asking.then(
        (sends) => ({ asked, sends, failure: null }),
        (thrown: unknown) => ({ asked, sends: null, failure: factsOf(thrown) }),
      )
      if (!left) setKnown(answer)
    }
    void read()
    const stop = onEvent((event) => {
      const isTheirs =
        event.kind === 'background-changed' ||
        (event.kind === 'log-changed' && event.tenantId === tenant && (person === null || event.personId === person))
      if (!isTheirs) return
      clearTimeout(timer)
      timer = setTimeout(() => void read(), quietMs)
    })
    return () => {
      left = true
      clearTimeout(timer)
      stop()
    }
  }, [asked])
  return known.asked === asked ? known : { sends: null, failure: null }
}
