import { app } from 'electron'

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/**
 * Ends the app in its own order when the system asks it to: the ledger is closed and the demo server stopped first. A
 * library of the preferences' store listens to the same signals and would end the process on the spot; it tidies up at a
 * normal end too.
 */
export const quitOnSignals = (): void => {
  for (const signal of signals) {
    process.removeAllListeners(signal)
    process.on(signal, () => app.quit())
  }
}
