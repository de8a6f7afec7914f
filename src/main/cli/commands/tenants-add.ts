import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { Failure } from '../../../shared/model'
import { noteOwnTenants } from '../../core/workspace-folders'
import { tenantSecrets, tenantSettings, type TenantSecrets, type TenantSettings } from '../../tenants/settings'
import type { TenantFile } from '../../services/connect/tenant-file'
import type { Answer } from '../answer'
import { exitCodes } from '../exit-codes'
import type { ShellCore } from '../open-shell-core'
import { table } from '../table'

const tenantFile = z.object({
  tenants: z
    .array(z.object({ settings: tenantSettings, secrets: tenantSecrets.default({}) }))
    .min(1, 'There is no tenant in it.'),
})

/** What a file of tenants without secrets comes to, as the window takes it too; null for the form with secrets. */
const withoutSecrets = (file: string): TenantFile | null => {
  const text = readText(file)
  if (!/^\s*[[{]/.test(text)) return { format: 'csv', text }
  return /^\s*\[/.test(text) ? { format: 'json', text } : null
}

const refused = (file: string, why: string, field: string): Failure =>
  new Failure({ code: 'bad-input', message: `${file} was not taken: ${why} Nothing was changed.`, field })

/** Which entry and field of a JSON file was refused, and why; what stands there is not repeated, as it may be a secret. */
const complaint = (error: z.ZodError): { readonly field: string; readonly why: string } => {
  const [issue] = error.issues
  const field = issue?.path.map(String).join('.') ?? ''
  return { field, why: `${field === '' ? 'the file' : field}: ${issue?.message ?? 'it can’t be read.'}` }
}

const readText = (file: string): string => {
  try {
    return readFileSync(file, 'utf8').replace(/^\uFEFF/, '')
  } catch {
    throw refused(file, 'it can’t be read.', 'file')
  }
}

const read = (file: string): readonly { settings: TenantSettings; secrets: TenantSecrets }[] => {
  let json: unknown
  try {
    json = JSON.parse(readText(file))
  } catch (error) {
    if (error instanceof Failure) throw error
    throw refused(file, 'it is no JSON.', 'file')
  }
  const parsed = tenantFile.safeParse(json)
  if (parsed.success) return parsed.data.tenants as readonly { settings: TenantSettings; secrets: TenantSecrets }[]
  const { field, why } = complaint(parsed.error)
  throw refused(file, why, field)
}

/** Throws `domain-taken` when another tenant, connected or in the file, has one of these domains. */
const refuseTaken = async (core: ShellCore, added: readonly TenantSettings[]): Promise<void> => {
  const connected = (await core.tenants.list()).map(({ id, name, domains }) => ({ id, name, domains }))
  const others = [...connected.filter(({ id }) => !added.some((one) => one.id === id)), ...added]
  for (const settings of added)
    for (const domain of settings.domains) {
      const holder = others.find((other) => other.id !== settings.id && other.domains.includes(domain))
      if (holder)
        throw new Failure({
          code: 'domain-taken',
          message: `The domain ${domain} of ${settings.name} belongs to ${holder.name}: take it out of one of the two. Nothing was changed.`,
          field: 'domains',
        })
    }
}

const outcomes = { add: 'added', change: 'changed', same: 'as it was', refused: 'REFUSED' } as const

/** As the window's import of tenants: each line for itself, refused ones left out. */
const addWithoutSecrets = async (core: ShellCore, file: TenantFile, dryRun: boolean): Promise<Answer> => {
  if (!dryRun) await core.ownVault()
  const report = dryRun ? await core.tenantFile.read(file) : await core.tenantFile.take(file)
  if (!dryRun) noteOwnTenants(core.folder, (await core.tenants.list()).length)
  const rows = report.rows.map(({ line, name, outcome, errors }) => [
    String(line),
    name,
    dryRun && (outcome === 'add' || outcome === 'change') ? `would be ${outcomes[outcome]}` : outcomes[outcome],
    errors.map(({ field, message }) => `${field}: ${message}`).join(' '),
  ])
  return {
    json: { dryRun, ...report },
    text: table(['Line', 'Tenant', '', ''], rows),
    exitCode: report.counts.refused > 0 ? exitCodes.usage : exitCodes.done,
  }
}

/** `tenants add FILE` */
export const addTenants = async (core: ShellCore, file: string, dryRun: boolean): Promise<Answer> => {
  const plain = withoutSecrets(file)
  if (plain !== null) return addWithoutSecrets(core, plain, dryRun)
  const entries = read(file)
  const vault = dryRun ? null : await core.ownVault()
  await refuseTaken(
    core,
    entries.map(({ settings }) => settings),
  )
  const results = []
  for (const { settings, secrets } of entries) {
    const change = (await core.ledger.readSettings(settings.id)) === null ? 'added' : 'changed'
    if (vault !== null) {
      vault.put(settings.id, secrets)
      await core.tenants.put(settings)
    }
    results.push({ id: settings.id, name: settings.name, change })
  }
  if (!dryRun) noteOwnTenants(core.folder, (await core.tenants.list()).length)
  const rows = results.map(({ name, change, id }) => [name, dryRun ? `would be ${change}` : change, id])
  return { json: { dryRun, tenants: results }, text: table(['Tenant', '', 'Id'], rows) }
}
