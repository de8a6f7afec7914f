import { randomBytes } from 'node:crypto'
import { Failure, shortestPassphrase, type VaultStatus } from '../../shared/model'
import { keyFrom, newDerivation } from './passphrase-key'
import type { SafeStore } from './safe-store'
import { seal, unseal } from './sealed'
import { emptyContent, vaultOver, type Vault, type VaultContent, type VaultControl } from './vault'
import { readVaultFile, writeVaultFile, type Keeper, type VaultFile } from './vault-file'

export interface FileVaultParts {
  readonly file: string
  readonly system: SafeStore
  /** Epoch milliseconds. */
  readonly now: () => number
}

export type FileVault = Vault & VaultControl

const contentPurpose = 'whereabouts vault content 1'
const keyPurpose = 'whereabouts vault key 1'
/** Minutes without input after which a new passphrase vault locks itself. */
const usualLockAfter = 15
/** Wait after a wrong passphrase in milliseconds: doubled each time, at most this. */
const longestWait = 60_000

/**
 * Secrets in one file, encrypted. The key is kept by the operating system or made of a passphrase; one that the system keeps
 * is opened here, at once. A file that can't be read is never written over.
 */
export const openFileVault = async (parts: FileVaultParts): Promise<FileVault> => {
  const { file: path, system, now } = parts
  const systemReason = await system.refusal()
  const listeners = new Set<(status: VaultStatus) => void>()
  let broken: string | null = null
  let kept: VaultFile | null = null
  let open: { readonly key: Buffer; readonly content: VaultContent } | null = null
  let failures = 0
  let waitUntil = 0

  const status = (): VaultStatus => ({
    kind: kept?.keeper.kind ?? null,
    locked: kept !== null && open === null,
    broken,
    systemAvailable: systemReason === null,
    systemReason,
    lockAfterMinutes: kept?.lockAfterMinutes ?? usualLockAfter,
  })
  const tell = (): void => {
    for (const listener of listeners) listener(status())
  }
  const refuseBroken = (): void => {
    if (broken !== null) throw brokenVault(broken)
  }
  const save = (next: VaultFile): void => {
    writeVaultFile(path, next)
    kept = next
  }
  const resealed = (): void => {
    if (kept === null || open === null) throw new Error('Nothing is open.')
    save({ ...kept, content: seal(open.key, contentPurpose, Buffer.from(JSON.stringify(open.content), 'utf8')) })
  }

  const openWith = (file: VaultFile, key: Buffer): void => {
    const plain = unseal(key, contentPurpose, file.content)
    if (plain === null) {
      broken = 'its content was changed or cut off'
      throw brokenVault(broken)
    }
    open = { key, content: { ...emptyContent(), ...(JSON.parse(plain.toString('utf8')) as VaultContent) } }
    plain.fill(0)
  }

  const wrap = async (key: Buffer, passphrase: string | null): Promise<Keeper> => {
    if (passphrase === null) {
      if (systemReason !== null) throw new Failure({ code: 'bad-input', message: systemReason, field: 'passphrase' })
      return { kind: 'system', wrapped: await system.seal(key.toString('base64')) }
    }
    if ([...passphrase].length < shortestPassphrase)
      throw new Failure({
        code: 'bad-input',
        message: `Use a passphrase of at least ${shortestPassphrase} characters.`,
        field: 'passphrase',
      })
    const derivation = newDerivation()
    const wrapping = await keyFrom(passphrase, derivation)
    const wrapped = seal(wrapping, keyPurpose, key)
    wrapping.fill(0)
    return { kind: 'passphrase', derivation, wrapped }
  }

  /** The key by a passphrase; counts what goes wrong. */
  const unwrap = async (keeper: Extract<Keeper, { kind: 'passphrase' }>, passphrase: string): Promise<Buffer> => {
    const left = waitUntil - now()
    if (left > 0) throw wrongPassphrase(left)
    const wrapping = await keyFrom(passphrase, keeper.derivation)
    const key = unseal(wrapping, keyPurpose, keeper.wrapped)
    wrapping.fill(0)
    if (key === null) {
      failures += 1
      const wait = Math.min(1000 * 2 ** (failures - 1), longestWait)
      waitUntil = now() + wait
      throw wrongPassphrase(wait)
    }
    failures = 0
    return key
  }

  const lock = (): void => {
    if (open === null || kept?.keeper.kind !== 'passphrase') return
    open.key.fill(0)
    open = null
    tell()
  }

  const readAtStart = async (): Promise<void> => {
    const read = readVaultFile(path)
    if (read === null) return
    if (read === 'broken') {
      broken = 'it is no vault that this version can read'
      return
    }
    kept = read
    if (read.keeper.kind !== 'system') return
    try {
      openWith(read, Buffer.from(await system.open(read.keeper.wrapped), 'base64'))
    } catch {
      broken ??= 'the system’s keychain no longer opens it, as after moving it from another computer or account'
    }
  }
  await readAtStart()

  const requireOpen = (): VaultContent => {
    refuseBroken()
    if (open !== null) return open.content
    if (kept !== null)
      throw new Failure({ code: 'vault-locked', message: 'The vault is locked: unlock it with your passphrase.' })
    throw new Failure({
      code: 'vault-missing',
      message: 'There is no vault for secrets yet: choose how to keep them first.',
    })
  }

  const vault = vaultOver({
    // Before it is made it holds nothing, which can be read.
    read: () => (kept === null && broken === null ? emptyContent() : requireOpen()),
    write: requireOpen,
    changed: resealed,
  })

  const control: VaultControl = {
    status,
    create: async (passphrase) => {
      refuseBroken()
      if (kept !== null)
        throw new Failure({
          code: 'bad-input',
          message: 'There is a vault already: unlock it, or change how it is kept.',
        })
      const key = randomBytes(32)
      const keeper = await wrap(key, passphrase)
      const content = emptyContent()
      save({
        version: 1,
        lockAfterMinutes: passphrase === null ? 0 : usualLockAfter,
        keeper,
        content: seal(key, contentPurpose, Buffer.from(JSON.stringify(content), 'utf8')),
      })
      open = { key, content }
      tell()
    },
    unlock: async (passphrase) => {
      refuseBroken()
      if (kept === null) requireOpen()
      if (kept?.keeper.kind !== 'passphrase' || open !== null) return
      openWith(kept, await unwrap(kept.keeper, passphrase))
      tell()
    },
    lock,
    change: async (current, next) => {
      requireOpen()
      if (kept === null || open === null) return
      if (kept.keeper.kind === 'passphrase') (await unwrap(kept.keeper, current ?? '')).fill(0)
      const keeper = await wrap(open.key, next)
      save({ ...kept, keeper, lockAfterMinutes: next === null ? 0 : kept.lockAfterMinutes || usualLockAfter })
      tell()
    },
    setLockAfter: (lockAfterMinutes) => {
      requireOpen()
      if (kept !== null) save({ ...kept, lockAfterMinutes })
      tell()
    },
    idleFor: (seconds) => {
      const { lockAfterMinutes } = status()
      if (lockAfterMinutes > 0 && seconds >= lockAfterMinutes * 60) lock()
    },
    onChange: (listener) => void listeners.add(listener),
  }
  return { ...vault, ...control }
}

const brokenVault = (why: string): Failure =>
  new Failure({
    code: 'vault-broken',
    message: `The vault can’t be opened (${why}): put back a copy of vault.json, or move it away and enter the secrets again. Nothing was written over.`,
  })

const wrongPassphrase = (waitMs: number): Failure =>
  new Failure({
    code: 'wrong-passphrase',
    message: `This passphrase doesn’t open the vault: try again in ${Math.ceil(waitMs / 1000)} s.`,
    field: 'passphrase',
    retryAfterMs: waitMs,
  })
