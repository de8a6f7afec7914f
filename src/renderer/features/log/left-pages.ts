import type { LogPage } from '../../../shared/contract'
import type { Scope } from './log-state'

/** How many logs are kept, and of how many emails at most: what an engineer goes back and forth between. */
const most = 12
const mostEmails = 2_000

const pages = new Map<string, LogPage>()

const keyOf = ({ tenantId, personId, window }: Scope): string => JSON.stringify([tenantId, personId, window])

/** Keeps a log as it was last read, so that it shows at once when somebody comes back to it. */
export const keepPage = (scope: Scope, page: LogPage): void => {
  const key = keyOf(scope)
  pages.delete(key)
  if (page.emails.length <= mostEmails) pages.set(key, page)
  const [oldest] = pages.keys()
  if (pages.size > most && oldest !== undefined) pages.delete(oldest)
}

/** The log as it was last read here; it may be older than what the ledger knows. Null when it isn't kept. */
export const leftPage = (scope: Scope): LogPage | null => pages.get(keyOf(scope)) ?? null

/** Forgets every log, for tests. */
export const forgetPages = (): void => pages.clear()
