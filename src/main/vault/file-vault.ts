import { randomBytes } from 'node:crypto'
import { Failure, shortestPassphrase, type VaultStatus } from '../../shared/model'
import { whileLocked } from '../files/file-lock'
import { keyFrom, newDerivation } from './passphrase-key'
import type { SafeStore } from './safe-store'
import { seal, unseal } from './sealed'
import { emptyContent, vaultOver, type Vault, type VaultContent, type VaultControl } from './vault'
import { readVaultFile, writeVaultFile, writingOf, type Keeper, type VaultFile } from './vault-file'

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
  /** Which writing of the file `kept` is. */
  let writing: string | null = null
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
    writing = writingOf(path)
  }
  /** Does what writes the file, alone among programs; throws `vault-broken` when the disk refuses. */
  const alone = (work: () => void): void => {
    try {
      whileLocked(path, work)
    } catch (cause) {
      if (!(cause instanceof Error) || !('syscall' in cause) || !('code' in cause)) throw cause
      const message = `The vault can’t be written (${String(cause.code)}): nothing was changed. Check the disk’s space and rights, then try again.`
      throw new Failure({ code: 'vault-broken', message }, { cause })
    }
  }
  /** Takes in what another program has written since: a shell may use the vault while the window is open. */
  const catchUp = (): void => {
    const latest = writingOf(path)
    if (latest === null || latest === writing) return
    const read = readVaultFile(path)
    if (read === null) return
    if (read === 'broken') {
      broken = 'another program left it in a state that this version can’t read'
      throw brokenVault(broken)
    }
    kept = read
    writing = latest
    if (open !== null) openWith(read, open.key)
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
    writing = writingOf(path)
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
    read: () => {
      catchUp()
      return kept === null && broken === null ? emptyContent() : requireOpen()
    },
    change: (act) => {
      catchUp()
      requireOpen()
      alone(() => {
        catchUp()
        const content = structuredClone(requireOpen())
        act(content)
        if (kept === null || open === null) throw new Error('Nothing is open.')
        const { key } = open
        save({ ...kept, content: seal(key, contentPurpose, Buffer.from(JSON.stringify(content), 'utf8')) })
        open = { key, content }
      })
    },
  })

  let turn: Promise<unknown> = Promise.resolve()
  /** One after the other: making a key takes half a second, in which a second click may come. */
  const inTurn = <Value>(work: () => Promise<Value>): Promise<Value> => {
    const mine = turn.then(work, work)
    turn = mine.catch(() => undefined)
    return mine
  }

  const control: VaultControl = {
    status,
    create: (passphrase) =>
      inTurn(async () => {
        refuseBroken()
        const key = randomBytes(32)
        const keeper = await wrap(key, passphrase)
        const content = emptyContent()
        alone(() => {
          catchUp()
          if (kept !== null)
            throw new Failure({
              code: 'bad-input',
              message: 'There is a vault already: unlock it, or change how it is kept.',
            })
          save({
            version: 1,
            lockAfterMinutes: passphrase === null ? 0 : usualLockAfter,
            keeper,
            content: seal(key, contentPurpose, Buffer.from(JSON.stringify(content), 'utf8')),
          })
        })
        open = { key, content }
        tell()
      }),
    unlock: (passphrase) =>
      inTurn(async () => {
        refuseBroken()
        catchUp()
        if (kept === null) requireOpen()
        if (kept?.keeper.kind !== 'passphrase' || open !== null) return
        const key = await unwrap(kept.keeper, passphrase)
        openWith(kept, key)
        tell()
      }),
    lock,
    change: (current, next) =>
      inTurn(async () => {
        requireOpen()
        if (kept === null || open === null) return
        // A copy: a lock on the way wipes the one in use.
        const key = Buffer.from(open.key)
        if (kept.keeper.kind === 'passphrase') (await unwrap(kept.keeper, current ?? '')).fill(0)
        const keeper = await wrap(key, next)
        key.fill(0)
        alone(() => {
          catchUp()
          if (kept === null) return
          save({ ...kept, keeper, lockAfterMinutes: next === null ? 0 : kept.lockAfterMinutes || usualLockAfter })
        })
        tell()
      }),
    setLockAfter: (lockAfterMinutes) => {
      requireOpen()
      alone(() => {
        catchUp()
        if (kept !== null) save({ ...kept, lockAfterMinutes })
      })
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
