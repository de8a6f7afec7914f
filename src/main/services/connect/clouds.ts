import type { MicrosoftCloud } from '../../../shared/model'

interface Cloud {
  readonly login: string
  readonly graph: string
  /** Where an administrator grants consent. */
  readonly portal: string
}

/** Endpoints of the Microsoft clouds (Microsoft Graph, "National cloud deployments"); scope and audience follow the Graph host. */
export const clouds: Readonly<Record<Exclude<MicrosoftCloud, 'custom'>, Cloud>> = {
  global: {
    login: 'https://login.microsoftonline.com',
    graph: 'https://graph.microsoft.com',
    portal: 'https://entra.microsoft.com',
  },
  'us-l4': {
    login: 'https://login.microsoftonline.us',
    graph: 'https://graph.microsoft.us',
    portal: 'https://entra.microsoft.us',
  },
  'us-l5': {
    login: 'https://login.microsoftonline.us',
    graph: 'https://dod-graph.microsoft.us',
    portal: 'https://entra.microsoft.us',
  },
  china: {
    login: 'https://login.partner.microsoftonline.cn',
    graph: 'https://microsoftgraph.chinacloudapi.cn',
    portal: 'https://entra.microsoftonline.cn',
  },
}

/** Google has one set of endpoints for everybody. */
export const googleEndpoints = {
  token: 'https://oauth2.googleapis.com',
  gmail: 'https://gmail.googleapis.com',
  directory: 'https://admin.googleapis.com',
  authorize: 'https://accounts.google.com',
} as const

/**
 * The host that scopes name. A gateway in front of Graph changes the base, never the scope: endpoints of one's own keep that of
 * the global cloud.
 */
export const scopeHostOf = (cloud: MicrosoftCloud): string =>
  cloud === 'custom' ? clouds.global.graph : clouds[cloud].graph
