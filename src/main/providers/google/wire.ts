import { Failure } from '../../../shared/model'
import { fetchThrough } from '../../net/fetch-through'
import type { IncomingAnswer, Lane, Transport } from '../../net/transport'
import type { GoogleConnection } from '../../tenants/settings'

/**
 * A `fetch` for Google's client that leaves through our transport, which repeats reads whose 2xx isn't what `accepts`
 * takes. What the transport throws arrives as the cause of what the client throws.
 */
export const fetchFor = (
  transport: Transport,
  endpoints: GoogleConnection['endpoints'],
  lane: Lane,
  accepts: (answer: IncomingAnswer) => boolean,
): typeof fetch => {
  const through = fetchThrough(transport, lane, { accepts })
  return async (input, init) => {
    const method = (init?.method ?? 'GET').toUpperCase()
    // Nothing here deletes or replaces: a client that tries is stopped before the network.
    if (method !== 'GET' && method !== 'POST')
      throw new Failure({ code: 'not-allowed', message: `A ${method} call to Google was stopped: none is ever made.` })
    return through(endpointFor(input instanceof Request ? input.url : String(input), endpoints), init)
  }
}

/** Where a call of Google's client really goes: its hosts are fixed in its code, the tenant's endpoints are settings. */
export const endpointFor = (text: string, endpoints: GoogleConnection['endpoints']): string => {
  const url = new URL(text)
  const rest = `${url.pathname}${url.search}`
  switch (url.origin) {
    case 'https://oauth2.googleapis.com':
      return `${endpoints.token}${rest}`
    case 'https://gmail.googleapis.com':
      return `${endpoints.gmail}${rest}`
    case 'https://admin.googleapis.com':
      return `${endpoints.directory}${rest}`
    default:
      throw new Failure({
        code: 'foreign-link',
        message: `A call to ${url.host} was stopped because it is none of this tenant's endpoints: check its settings.`,
      })
  }
}
