import { Failure } from '../../shared/model'
import { createAnswer, type Handlers } from '../ipc/answer'
import type { Answer } from '../ipc/register'
import { reportBug } from '../core/report-bug'
import type { Ledger } from '../ledger/ledger'
import { systemClock } from '../net/clock'
import { readLogPage, readPerson } from '../services/ledger-reads'
import { readPreferencesFile } from './first-look'
import { keptPreferences } from './kept-preferences'

/** Answers, or null where the ledger alone can't: it is sealed, or nothing was put into it yet. */
type FirstRead<Name extends keyof Handlers> = (
  input: Parameters<Handlers[Name]>[0],
) => Promise<Awaited<ReturnType<Handlers[Name]>> | null>

const firstReads = (
  folder: string,
  ledger: Promise<Ledger>,
): { readonly [Name in keyof Handlers]?: FirstRead<Name> } => ({
  'preferences.read': () => Promise.resolve(keptPreferences(readPreferencesFile(folder)['preferences'])),
  'tenants.list': async () => {
    const tenants = await (await ledger).listTenants()
    return tenants.length === 0 ? null : tenants
  },
  'people.read': async (key) => readPerson(await ledger, key),
  'log.read': async ({ window, ...key }) => readLogPage(await ledger, key, window, systemClock.now()),
})

const isLocked = (error: unknown): boolean => error instanceof Failure && error.code === 'vault-locked'

/**
 * Answers every call. What the first page shows is read from the ledger while the services aren't built yet, so that it is
 * drawn without waiting for them; any other call has them built.
 */
export const createFirstAnswers = (
  folder: string,
  ledger: Promise<Ledger>,
  services: { readonly built: () => boolean; readonly handlers: () => Promise<Handlers> },
): Answer => {
  const reads = firstReads(folder, ledger)
  return createAnswer(async (name, input) => {
    if (!services.built()) {
      const answered = await reads[name]?.(input).catch((error: unknown) => {
        if (isLocked(error)) return null
        throw error
      })
      if (answered !== null && answered !== undefined) return answered
    }
    return (await services.handlers())[name](input)
  }, reportBug)
}
