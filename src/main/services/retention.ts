import { isBug, type ServiceParts } from './parts'

const dayMs = 86_400_000
/** Milliseconds after the start before the first round: what an engineer asks for goes first. */
const firstAfterMs = 5 * 60_000

/** Once a day removes the sent emails that are older than their tenant keeps them. Works on locked tenants too. */
export const createRetention = (parts: Pick<ServiceParts, 'ledger' | 'clock' | 'reportBug'>) => {
  const { ledger, clock } = parts
  const stopping = new AbortController()

  const round = async (): Promise<void> => {
    for (const { id, retentionDays } of await ledger.listTenants()) {
      if (stopping.signal.aborted) return
      await ledger.expire(id, clock.now() - retentionDays * dayMs)
    }
  }
  const days = async (): Promise<void> => {
    for (let wait = firstAfterMs; ; wait = dayMs) {
      try {
        await clock.sleep(wait, stopping.signal)
      } catch {
        return
      }
      // A ledger that is busy or full today may be fine tomorrow.
      await round().catch((error: unknown) => {
        if (isBug(error)) parts.reportBug(error, 'removing mail that is no longer kept')
      })
    }
  }
  return { start: (): void => void days(), stop: (): void => stopping.abort() }
}
