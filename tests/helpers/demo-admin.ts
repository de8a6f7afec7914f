/** One copy of an email in a simulated mailbox, as the admin API tells. */
export interface SeenCopy {
  readonly id: string
  readonly messageId: string
  readonly place: string
  readonly isRead: boolean
  readonly folderId?: string
  readonly wellKnownName?: string | null
  readonly labels?: readonly string[]
}

/** The exact place of a copy, for comparing: the folder's id, or all labels. */
export const exactPlace = (copy: SeenCopy): string =>
  copy.labels ? [...copy.labels].sort().join(' ') : String(copy.folderId)

export const isInInbox = (copy: SeenCopy): boolean =>
  copy.wellKnownName === 'inbox' || (copy.labels?.includes('INBOX') ?? false)

export interface ServerRequest {
  readonly method: string
  readonly url: string
  readonly status: number
  readonly mailbox: string | null
  readonly body?: unknown
  readonly member?: boolean
  readonly batch?: boolean
}

/** A simulated tenant as its owner knows it; which fields there are depends on the provider. */
export interface OwnedTenant {
  readonly settings: {
    readonly id: string
    readonly name: string
    readonly domains: readonly string[]
    readonly connection: {
      readonly directory: string
      readonly clientId: string
      readonly serviceAccount: string
      readonly adminAddress: string
      readonly endpoints: Readonly<Record<'login' | 'graph' | 'token' | 'gmail' | 'directory', string>>
    }
    readonly logSources: readonly [{ readonly base: string; readonly platformTenantId: string }]
  }
  readonly secrets: {
    readonly clientSecret: string
    readonly privateKey: string
    readonly logTokens: { readonly http: string }
  }
  readonly registration: Readonly<Record<'clientId' | 'desktopClientId' | 'desktopClientSecret' | 'authorize', string>>
}

/** Talks to the admin API of a running demo server. Each call throws on an answer that isn't 2xx. */
export const demoAdmin = (base: string) => {
  const call = async (method: string, path: string, body?: unknown): Promise<string> => {
    const answer = await fetch(`${base}/admin${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    })
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${text}`)
    return text
  }
  const json = async (method: string, path: string, body?: unknown): Promise<unknown> =>
    JSON.parse(await call(method, path, body))
  const mailbox = (address: string): string => `/mailboxes/${encodeURIComponent(address)}`
  return {
    reset: () => call('POST', '/reset', {}),
    faults: (rules: unknown) => call('POST', '/faults', rules),
    clearFaults: () => call('DELETE', '/faults'),
    move: (address: string, messageId: string, to: string) =>
      call('POST', `${mailbox(address)}/move`, { messageId, to }),
    rule: (address: string, messageId: string, to: string, afterMs: number) =>
      call('POST', `${mailbox(address)}/rules`, { messageId, to, afterMs }),
    /** Grants everything but these capabilities. */
    without: (tenant: string, capabilities: readonly string[]) =>
      call('POST', `/tenants/${tenant}/grants`, { without: capabilities }),
    /** Uploads a certificate's public part, as the owner of the registration would. */
    upload: (tenant: string, certificate: string) =>
      call('POST', `/tenants/${tenant}/credentials`, { kind: 'certificate', certificate }),
    /** What the owner of a tenant's registration knows: settings, secrets, ids. */
    ownerOf: async (tenant: string): Promise<OwnedTenant> => {
      const { tenants } = (await json('GET', '/workspace')) as { readonly tenants: readonly OwnedTenant[] }
      const found = tenants.find(({ settings }) => settings.id === tenant)
      if (!found) throw new Error(`The demo server has no tenant ${tenant}.`)
      return found
    },
    grants: (tenant: string, grants: readonly string[]) => call('POST', `/tenants/${tenant}/grants`, { grants }),
    /** Every copy of the email with this subject. */
    copies: async (address: string, subject: string): Promise<readonly SeenCopy[]> =>
      (await json('GET', `${mailbox(address)}/messages?subject=${encodeURIComponent(subject)}`)) as SeenCopy[],
    /** The one copy of the email with this subject; throws when there is none or several. */
    onlyCopy: async (address: string, subject: string): Promise<SeenCopy> => {
      const copies = (await json(
        'GET',
        `${mailbox(address)}/messages?subject=${encodeURIComponent(subject)}`,
      )) as SeenCopy[]
      if (copies.length !== 1 || !copies[0]) throw new Error(`${copies.length} copies of “${subject}”`)
      return copies[0]
    },
    requests: async (): Promise<ServerRequest[]> =>
      (await call('GET', '/requests'))
        .split('\n')
        .filter((line) => line.trim() !== '')
        .map((line) => JSON.parse(line) as ServerRequest),
    clearRequests: () => call('DELETE', '/requests'),
  }
}
