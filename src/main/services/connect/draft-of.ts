import type { ConnectDraft, MicrosoftCloud } from '../../../shared/model'
import type { TenantSettings } from '../../tenants/settings'
import { clouds, googleEndpoints } from './clouds'
import { emptyDraft } from './draft'
import { httpSourceId } from './settings-of'

const cloudOf = (login: string, graph: string): MicrosoftCloud =>
  (Object.keys(clouds) as (keyof typeof clouds)[]).find(
    (name) => clouds[name].login === login && clouds[name].graph === graph,
  ) ?? 'custom'

/** A connected tenant as a draft: to change it, or as the beginning of another one (without what only one can have). */
export const draftOf = (
  settings: TenantSettings,
  { id, changedAt, copy }: { readonly id: string; readonly changedAt: string; readonly copy: boolean },
): ConnectDraft => {
  const { connection, logSources } = settings
  const http = logSources.find((source) => source.id === httpSourceId && source.kind === 'http')
  const draft: ConnectDraft = {
    ...emptyDraft(id, changedAt, { colour: settings.colour, timeZone: settings.timeZone }),
    tenantId: copy ? null : settings.id,
    step: 'tenant',
    provider: settings.provider,
    name: copy ? '' : settings.name,
    domains: copy ? [] : settings.domains,
    tags: settings.tags,
    log:
      http?.kind === 'http'
        ? { base: http.base, platformTenantId: copy ? '' : http.platformTenantId, tokenHeld: false }
        : null,
    // Those of a shared application are its own: what is entered here will replace them.
    held: copy || (connection.provider === 'microsoft' && connection.application !== undefined) ? [] : settings.held,
  }
  if (connection.provider === 'microsoft') {
    const { directory, clientId, endpoints, delegated, application } = connection
    const signIn = delegated
      ? 'person'
      : settings.held.some(({ kind }) => kind === 'certificate')
        ? 'certificate'
        : 'secret'
    return {
      ...draft,
      microsoft: {
        directory: copy ? '' : directory,
        applicationId: application ?? null,
        clientId,
        signIn,
        cloud: cloudOf(endpoints.login, endpoints.graph),
        ...endpoints,
      },
    }
  }
  if (connection.provider === 'google')
    return {
      ...draft,
      google: {
        signIn: connection.delegated ? 'person' : 'service-account',
        serviceAccount: copy ? '' : connection.serviceAccount,
        clientId: connection.delegated?.clientId ?? (copy ? '' : (connection.clientId ?? '')),
        adminAddress: copy ? '' : connection.adminAddress,
        ...connection.endpoints,
        authorize: connection.delegated?.authorize ?? googleEndpoints.authorize,
      },
    }
  return draft
}
