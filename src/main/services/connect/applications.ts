import { Failure, type ConnectDraft, type HeldSecret, type SharedApplication } from '../../../shared/model'
import type { TenantSecrets, TenantSettings } from '../../tenants/settings'
import { credentialOf } from './credential-of'
import { applicationHolder, type ConnectParts, type KeptApplication } from './parts'
import { soonestExpiry } from './settings-of'

/** Applications that several tenants share: entered once, then customers are added by their domain alone. */
export const createApplications = ({ files, vault, newId, ledger }: ConnectParts) => {
  const all = (): readonly KeptApplication[] => files.applications.read()

  const users = async (id: string): Promise<readonly TenantSettings[]> => {
    const found: TenantSettings[] = []
    for (const tenant of await ledger.listTenants()) {
      const settings = await ledger.readSettings(tenant.id)
      const connection = settings?.connection
      if (settings && connection?.provider === 'microsoft' && connection.application === id) found.push(settings)
    }
    return found
  }
  const usedBy = async (id: string): Promise<number> => (await users(id)).length

  const read = (id: string): SharedApplication => {
    const found = all().find((one) => one.id === id)
    if (found) return { ...found, tenants: 0 }
    throw new Failure({
      code: 'bad-input',
      message: 'This shared application was removed: choose another, or enter the tenant’s own.',
      field: 'microsoft.applicationId',
    })
  }

  return {
    read,
    list: async (): Promise<readonly SharedApplication[]> =>
      Promise.all(all().map(async (one) => ({ ...one, tenants: await usedBy(one.id) }))),
    secrets: (id: string): TenantSecrets => vault.get(applicationHolder(id)) ?? {},
    /** Keeps a draft's application and secrets for others too; gives back its id. */
    add: async (draft: ConnectDraft, name: string, secrets: TenantSecrets): Promise<string> => {
      const { clientId, cloud, login, graph, signIn } = draft.microsoft
      const refuse = (message: string, field: string) => new Failure({ code: 'bad-input', message, field })
      if (draft.provider !== 'microsoft') throw refuse('Only a Microsoft application can be shared.', 'provider')
      if (signIn === 'person')
        throw refuse('A person’s sign-in is of one tenant and can’t be shared.', 'microsoft.signIn')
      if (clientId.trim() === '') throw refuse('Enter the application (client) ID first.', 'microsoft.clientId')
      if (draft.held.length === 0) throw refuse('Enter its secret or certificate first.', 'secret')
      const id = newId()
      vault.put(applicationHolder(id), credentialOf(secrets))
      const kept = { id, name, clientId: clientId.trim(), cloud, login, graph, signIn, held: draft.held }
      files.applications.change((all) => [...all, kept])
      return Promise.resolve(id)
    },
    /** Gives it another credential, for every tenant that uses it. */
    renew: async (id: string, secrets: TenantSecrets, held: readonly HeldSecret[]): Promise<void> => {
      vault.put(applicationHolder(id), credentialOf(secrets))
      const signIn = held.some(({ kind }) => kind === 'certificate') ? ('certificate' as const) : ('secret' as const)
      files.applications.change((all) => all.map((one) => (one.id === id ? { ...one, signIn, held } : one)))
      for (const settings of await users(id))
        await ledger.putTenant({ ...settings, held: [...held], signInExpiresAt: soonestExpiry(held) })
    },
    /** Refused while tenants use it. */
    remove: async (id: string): Promise<void> => {
      const count = await usedBy(id)
      if (count > 0)
        throw new Failure({
          code: 'not-allowed',
          message: `${count === 1 ? 'One tenant uses' : `${count} tenants use`} this application: give them another first.`,
        })
      vault.remove(applicationHolder(id))
      files.applications.change((all) => all.filter((one) => one.id !== id))
    },
  }
}
