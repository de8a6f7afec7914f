import { isSafeEndpoint, withoutTrailingSlash } from '../tenants/endpoint'

/** What the command line can ask for; unknown arguments are the runtime's own. */
export interface StartOptions {
  /** Base of a demo server that runs already; null to start one when no tenant is configured. */
  readonly demoServer: string | null
}

/** Reads `--demo-server=URL`. A value that isn't an http URL gives a sentence instead. */
export const parseArguments = (argv: readonly string[]): StartOptions | string => {
  const given = argv.find((argument) => argument.startsWith('--demo-server='))?.slice('--demo-server='.length)
  if (given === undefined) return { demoServer: null }
  if (isSafeEndpoint(given)) return { demoServer: withoutTrailingSlash(given) }
  return `--demo-server needs the URL of a running demo server on this computer, or an https one, not “${given}”.`
}
