import { mkdtempSync, readFileSync, renameSync, rmSync, statSync, writeFileSync, existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openFileVault } from './file-vault'
import type { SafeStore } from './safe-store'

/** A keychain that keeps what it was given, as the system's does; another user's opens nothing. */
const keychain = (refusal: string | null = null): SafeStore => ({
  refusal: () => Promise.resolve(refusal),
  seal: (text) => Promise.resolve(Buffer.from(text.split('').reverse().join('')).toString('base64')),
  open: (sealed) => Promise.resolve(Buffer.from(sealed, 'base64').toString().split('').reverse().join('')),
})
const strangersKeychain: SafeStore = { ...keychain(), open: () => Promise.reject(new Error('not yours')) }
const passphrase = 'correct horse battery'

let folder = ''
let at = 0
const file = () => join(folder, 'vault.json')
const open = (system = keychain()) => openFileVault({ file: file(), system, now: () => at })
beforeEach(() => {
  at = 1_000_000
  folder = mkdtempSync(join(tmpdir(), 'vault-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

describe('a vault in a file', () => {
  it('holds nothing before it is made, and says so when something is to be put in', async () => {
    const vault = await open()
    expect(vault.status()).toMatchObject({ kind: null, locked: false, systemAvailable: true })
    expect(vault.get('northwind')).toBeUndefined()
    expect(() => vault.put('northwind', { clientSecret: 'x' })).toThrow('no vault for secrets yet')
    expect(existsSync(file())).toBe(false)
  })

  it.each([[passphrase], [null]])('gives back after a restart what was put in (passphrase %s)', async (given) => {
    const vault = await open()
    await vault.create(given)
    vault.put('northwind', { clientSecret: 'S3cret-of-Northwind', logTokens: { http: 'T0ken' } })
    await vault.signIn('contoso').write({ refreshToken: 'R3fresh' })
    const key = vault.ledgerKey('northwind')
    const again = await open()
    if (given !== null) {
      expect(again.status()).toMatchObject({ kind: 'passphrase', locked: true })
      expect(() => again.get('northwind')).toThrow('locked')
      await again.unlock(given)
    }
    expect(again.get('northwind')).toEqual({ clientSecret: 'S3cret-of-Northwind', logTokens: { http: 'T0ken' } })
    expect(await again.signIn('contoso').read()).toEqual({ refreshToken: 'R3fresh' })
    expect(again.ledgerKey('northwind')).toEqual(key)
    expect(key).toHaveLength(32)
  })

  it('writes no secret, no holder and no key in a form that can be read', async () => {
    const vault = await open()
    await vault.create(passphrase)
    vault.put('northwind', { clientSecret: 'S3cret-of-Northwind' })
    const text = readFileSync(file(), 'latin1')
    const key = vault.ledgerKey('northwind').toString('base64')
    for (const hidden of ['S3cret-of-Northwind', 'northwind', passphrase, key]) {
      expect(text).not.toContain(hidden)
      expect(text).not.toContain(Buffer.from(hidden).toString('base64').replace(/=+$/, ''))
    }
    if (process.platform !== 'win32') expect(statSync(file()).mode & 0o777).toBe(0o600)
  })

  it('forgets what was removed, also on the disk', async () => {
    const vault = await open()
    await vault.create(null)
    vault.put('northwind', { clientSecret: 'a' })
    vault.put('contoso', { clientSecret: 'b' })
    vault.remove('northwind')
    const again = await open()
    expect(again.get('northwind')).toBeUndefined()
    expect(again.get('contoso')).toEqual({ clientSecret: 'b' })
  })

  it('refuses a wrong passphrase, for longer each time, and takes the right one after that', async () => {
    await (await open()).create(passphrase)
    const vault = await open()
    await expect(vault.unlock('wrong')).rejects.toMatchObject({
      facts: { code: 'wrong-passphrase', field: 'passphrase', retryAfterMs: 1000 },
    })
    await expect(vault.unlock(passphrase)).rejects.toMatchObject({ facts: { code: 'wrong-passphrase' } })
    at += 1000
    await expect(vault.unlock('wrong again')).rejects.toMatchObject({ facts: { retryAfterMs: 2000 } })
    at += 2000
    await vault.unlock(passphrase)
    expect(vault.status().locked).toBe(false)
  })

  it('locks after the minutes without input, and never when the system keeps the key', async () => {
    const vault = await open()
    await vault.create(passphrase)
    const told: boolean[] = []
    vault.onChange(({ locked }) => told.push(locked))
    vault.setLockAfter(5)
    vault.idleFor(299)
    expect(vault.status().locked).toBe(false)
    vault.idleFor(300)
    expect(vault.status().locked).toBe(true)
    expect(told).toEqual([false, true])
    await vault.unlock(passphrase)
    await vault.change(passphrase, null)
    vault.idleFor(1_000_000)
    vault.lock()
    expect(vault.status()).toMatchObject({ kind: 'system', locked: false })
  })

  it('changes the passphrase only for who knows the old one, and keeps what it holds', async () => {
    const vault = await open()
    await vault.create(passphrase)
    vault.put('northwind', { clientSecret: 'a' })
    await expect(vault.change('wrong', 'another good passphrase')).rejects.toMatchObject({
      facts: { code: 'wrong-passphrase' },
    })
    at += 1000
    await vault.change(passphrase, 'another good passphrase')
    const again = await open()
    await expect(again.unlock(passphrase)).rejects.toMatchObject({ facts: { code: 'wrong-passphrase' } })
    at += 1000
    await again.unlock('another good passphrase')
    expect(again.get('northwind')).toEqual({ clientSecret: 'a' })
  })

  it('asks for a passphrase where the system encrypts nothing, and says why', async () => {
    const vault = await open(keychain('This system keeps no secrets.'))
    expect(vault.status()).toMatchObject({ systemAvailable: false, systemReason: 'This system keeps no secrets.' })
    await expect(vault.create(null)).rejects.toMatchObject({ facts: { message: 'This system keeps no secrets.' } })
    await expect(vault.create('short')).rejects.toMatchObject({ facts: { code: 'bad-input', field: 'passphrase' } })
    await vault.create(passphrase)
    expect(vault.status().kind).toBe('passphrase')
  })

  it('never writes over a file that it can’t open', async () => {
    const vault = await open()
    await vault.create(null)
    vault.put('northwind', { clientSecret: 'a' })
    const whole = readFileSync(file(), 'utf8')
    const changed = JSON.parse(whole) as { content: { data: string } }
    changed.content.data = Buffer.from('something else entirely, longer than a tag').toString('base64')
    for (const text of ['', '{', whole.slice(0, 80), JSON.stringify({ version: 2 }), JSON.stringify(changed)]) {
      writeFileSync(file(), text)
      const damaged = await open()
      expect(damaged.status().broken).not.toBeNull()
      expect(() => damaged.get('northwind')).toThrow('can’t be opened')
      expect(() => damaged.put('northwind', {})).toThrow('can’t be opened')
      await expect(damaged.create(passphrase)).rejects.toMatchObject({ facts: { code: 'vault-broken' } })
      expect(readFileSync(file(), 'utf8')).toBe(text)
    }
    writeFileSync(file(), whole)
    expect((await open()).get('northwind')).toEqual({ clientSecret: 'a' })
    const stranger = await open(strangersKeychain)
    expect(stranger.status().broken).toContain('keychain')
  })

  it('keeps the secrets when it is locked while its passphrase is being changed', async () => {
    const vault = await open()
    await vault.create(passphrase)
    vault.put('northwind', { clientSecret: 'a' })
    const changing = vault.change(passphrase, 'another long passphrase')
    await new Promise((resolve) => setTimeout(resolve, 50))
    vault.lock()
    await changing
    const again = await open()
    await again.unlock('another long passphrase')
    expect(again.get('northwind')).toEqual({ clientSecret: 'a' })
  })

  it('is made once, also when it is asked for twice at the same time', async () => {
    const vault = await open()
    const both = await Promise.allSettled([vault.create(passphrase), vault.create(passphrase)])
    expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
    vault.put('northwind', { clientSecret: 'a' })
  })

  it('changes nothing when it can’t be written, and says so', async () => {
    const vault = await open()
    await vault.create(null)
    vault.put('northwind', { clientSecret: 'a' })
    const away = `${folder}.away`
    renameSync(folder, away)
    try {
      expect(() => vault.put('contoso', { clientSecret: 'b' })).toThrow('can’t be written (ENOENT)')
    } finally {
      renameSync(away, folder)
    }
    expect(vault.get('contoso')).toBeUndefined()
    vault.put('contoso', { clientSecret: 'b' })
    expect((await open()).get('contoso')).toEqual({ clientSecret: 'b' })
  })

  it('takes in what another program put in, and loses nothing of either', async () => {
    const window = await open()
    await window.create(passphrase)
    const shell = await open()
    await shell.unlock(passphrase)
    window.put('northwind', { clientSecret: 'a' })
    shell.put('contoso', { clientSecret: 'b' })
    window.put('litware', { logTokens: { http: 'c' } })
    for (const vault of [window, shell]) {
      expect(vault.get('northwind')).toEqual({ clientSecret: 'a' })
      expect(vault.get('contoso')).toEqual({ clientSecret: 'b' })
      expect(vault.get('litware')).toEqual({ logTokens: { http: 'c' } })
    }
  })
})
