import type { INetworkModule, NetworkRequestOptions } from '@azure/msal-node'
import { Failure } from '../../../shared/model'
import { isJson } from '../../net/fetch-through'
import type { IncomingAnswer, Lane } from '../../net/transport'
import type { MicrosoftConnection } from '../../tenants/settings'
import type { ProviderParts } from '../provider'

/** Longest sign-in in milliseconds, repeats included. */
const signInMs = 30_000

/** Sign-in services by cloud (Microsoft Graph: national cloud deployments). */
const knownAuthorities = [
  'https://login.microsoftonline.com',
  'https://login.microsoftonline.us',
  'https://login.partner.microsoftonline.cn',
  'https://login.chinacloudapi.cn',
]

/**
 * The name under which MSAL knows the sign-in service, and to which a certificate's assertion is made out; never called
 * itself, see `networkThrough`. A gateway or another server in between stands for the global cloud.
 */
const authorityHostOf = ({ endpoints }: MicrosoftConnection): string =>
  knownAuthorities.find((host) => host === new URL(endpoints.login).origin) ?? 'https://login.microsoftonline.com'

/**
 * MSAL takes no plain-http authority, none below a path, and asks the public Internet about hosts it doesn't know. It gets
 * a name that it knows together with the metadata, so that it makes exactly one request, for the token.
 */
export const authorityOf = (settings: MicrosoftConnection) => {
  const authority = `${authorityHostOf(settings)}/${encodeURIComponent(settings.directory)}`
  return {
    authority,
    authorityMetadata: JSON.stringify({
      authorization_endpoint: `${authority}/oauth2/v2.0/authorize`,
      token_endpoint: `${authority}/oauth2/v2.0/token`,
      end_session_endpoint: `${authority}/oauth2/v2.0/logout`,
      jwks_uri: `${authority}/discovery/v2.0/keys`,
      issuer: `${authority}/v2.0`,
    }),
  }
}

/**
 * Sends what MSAL asks for to the endpoint of the tenant's settings. Asking for a token changes nothing, so that it is
 * repeated like any read.
 */
export const networkThrough = (
  settings: MicrosoftConnection,
  parts: ProviderParts,
  heard: { readonly failure: (failure: Failure) => void; readonly answer: (answer: IncomingAnswer) => void },
): INetworkModule => {
  const lane: Lane = { tenantId: parts.tenantId, mailbox: null, effect: 'read', batch: false, purpose: 'sign in' }
  const send = async <T>(method: 'GET' | 'POST', url: string, options?: NetworkRequestOptions) => {
    try {
      const answer = await parts.transport.send(
        {
          method,
          url: atLogin(settings, url),
          deadlineMs: signInMs,
          accepts: isJson,
          ...(options?.headers ? { headers: options.headers } : {}),
          ...(options?.body === undefined ? {} : { body: options.body }),
        },
        lane,
      )
      heard.answer(answer)
      const body = (isJson(answer) ? JSON.parse(answer.text) : {}) as T
      return { status: answer.status, headers: Object.fromEntries(answer.headers), body }
    } catch (thrown) {
      if (thrown instanceof Failure) heard.failure(thrown)
      throw thrown
    }
  }
  return {
    sendGetRequestAsync: (url, options) => send('GET', url, options),
    sendPostRequestAsync: (url, options) => send('POST', url, options),
  }
}

/** Whatever name MSAL has for the sign-in service, the tenant's settings say where it is. */
const atLogin = (settings: MicrosoftConnection, text: string): string => {
  const { pathname, search } = new URL(text)
  return `${settings.endpoints.login}${pathname}${search}`
}
