import { randomBytes } from 'node:crypto'
import type { VaultStatus } from '../../shared/model'
import type { TenantSecrets } from '../tenants/settings'

/** What a person's sign-in left behind, as the provider that made it reads it. */
export interface SignInEntry<Kept> {
  read(): Promise<Kept | null>
  write(kept: Kept): Promise<void>
  clear(): Promise<void>
}

/**
 * Holds secrets by holder: a tenant's id, or another word for what they belong to. What is put in comes out only to code in
 * main that signs a request. While it is locked every method throws `vault-locked`; before it is made, whatever would put
 * something in throws `vault-missing`.
 */
export interface Vault {
  put(holder: string, secrets: TenantSecrets): void
  /** Undefined when nothing is held for this holder. */
  get(holder: string): TenantSecrets | undefined
  /** Forgets the secrets and the sign-in of a holder. */
  remove(holder: string): void
  /** A person's sign-in of this holder. */
  signIn<Kept>(holder: string): SignInEntry<Kept>
  /** The key of 32 bytes under which a tenant's rows of the ledger are sealed; made when it is first asked for. */
  ledgerKey(tenantId: string): Buffer
  /** Forgets that key: what was sealed under it is lost for good. */
  forgetLedgerKey(tenantId: string): void
}

/** What an engineer does with the vault itself. */
export interface VaultControl {
  status(): VaultStatus
  /** Makes the vault; without a passphrase the system keeps its key. Throws `vault-broken` when there is one already. */
  create(passphrase: string | null): Promise<void>
  /** Throws `wrong-passphrase`, and refuses to try for longer each time. */
  unlock(passphrase: string): Promise<void>
  lock(): void
  /** Another passphrase, or another keeper of the key; `current` is null for one that the system keeps. */
  change(current: string | null, next: string | null): Promise<void>
  setLockAfter(minutes: number): void
  /** Told that nobody touched the computer for so long; locks when that is too long. */
  idleFor(seconds: number): void
  /** Calls back whenever the status changed. */
  onChange(listener: (status: VaultStatus) => void): void
}

/** What a vault holds. */
export interface VaultContent {
  readonly secrets: Record<string, TenantSecrets>
  readonly signIns: Record<string, unknown>
  /** Base64. */
  readonly ledgerKeys: Record<string, string>
}

/** A vault over content that somebody else keeps: `read` may throw; `change` keeps what comes of it, or nothing at all. */
export const vaultOver = (parts: {
  read: () => VaultContent
  change: (act: (content: VaultContent) => void) => void
}): Vault => {
  const { change } = parts
  return {
    put: (holder, secrets) => change((content) => (content.secrets[holder] = secrets)),
    get: (holder) => parts.read().secrets[holder],
    remove: (holder) => {
      const { secrets, signIns } = parts.read()
      if (!(holder in secrets) && !(holder in signIns)) return
      change((content) => {
        delete content.secrets[holder]
        delete content.signIns[holder]
      })
    },
    signIn: <Kept>(holder: string): SignInEntry<Kept> => ({
      read: () => later(() => (parts.read().signIns[holder] ?? null) as Kept | null),
      write: (kept) => later(() => change((content) => (content.signIns[holder] = kept))),
      clear: () => later(() => change((content) => void delete content.signIns[holder])),
    }),
    ledgerKey: (tenantId) => {
      const known = parts.read().ledgerKeys[tenantId]
      if (known !== undefined) return Buffer.from(known, 'base64')
      const key = randomBytes(32)
      change((content) => (content.ledgerKeys[tenantId] = key.toString('base64')))
      return key
    },
    forgetLedgerKey: (tenantId) => change((content) => void delete content.ledgerKeys[tenantId]),
  }
}

/** What is thrown becomes a rejection. */
const later = <Value>(work: () => Value): Promise<Value> => Promise.resolve().then(work)

/** Nothing held. */
export const emptyContent = (): VaultContent => ({ secrets: {}, signIns: {}, ledgerKeys: {} })

/** Keeps secrets in memory only: they are gone with the process. */
export const createMemoryVault = (): Vault => {
  const content = emptyContent()
  return vaultOver({ read: () => content, change: (act) => act(content) })
}

/** How things stand with a vault that is kept in memory: nothing to make, unlock or change. */
export const memoryControl: VaultControl = {
  status: () => ({
    kind: 'memory',
    locked: false,
    broken: null,
    systemAvailable: false,
    systemReason: null,
    lockAfterMinutes: 0,
  }),
  create: () => Promise.resolve(),
  unlock: () => Promise.resolve(),
  lock: () => undefined,
  change: () => Promise.resolve(),
  setLockAfter: () => undefined,
  idleFor: () => undefined,
  onChange: () => undefined,
}
