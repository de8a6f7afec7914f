import { readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import {
  Failure,
  dateOrders,
  importFields,
  sendMethods,
  type ImportField,
  type ImportPlan,
  type ImportPreview,
  type ImportRun,
  type RefusedRow,
} from '../../../shared/model'
import type { Answer } from '../answer'
import { exitCodes } from '../exit-codes'
import { findTenant } from '../find-tenant'
import type { ShellCore } from '../open-shell-core'
import { table } from '../table'

/** Refused rows that a terminal shows; the others are counted. */
const shownRefused = 20

export interface AskedImport {
  readonly tenant: string
  readonly file: string
  /** `field=column` each. */
  readonly maps: readonly string[]
  readonly zone: string | null
  readonly dateOrder: string | null
  readonly method: string | null
  readonly report: string | null
  readonly dryRun: boolean
}

const refused = (field: string, message: string): Failure => new Failure({ code: 'bad-input', message, field })

const oneOf = <Word extends string>(words: readonly Word[], given: string | null, option: string): Word | null => {
  if (given === null) return null
  const found = words.find((word) => word === given)
  if (found !== undefined) return found
  throw refused(option, `--${option} takes ${words.join(', ')}, not “${given}”.`)
}

const mappingOf = (maps: readonly string[]): { [Field in ImportField]?: string } => {
  const mapping: { [Field in ImportField]?: string } = {}
  for (const given of maps) {
    const at = given.indexOf('=')
    const field = importFields.find((name) => name === given.slice(0, at))
    if (at < 1 || field === undefined || at === given.length - 1)
      throw refused('map', `--map takes FIELD=COLUMN with a field of: ${importFields.join(', ')}.`)
    mapping[field] = given.slice(at + 1)
  }
  return mapping
}

const planOf = async (core: ShellCore, tenantId: string, asked: AskedImport): Promise<[ImportPlan, ImportPreview]> => {
  const dateOrder = oneOf(dateOrders, asked.dateOrder, 'date-order')
  const method = oneOf(sendMethods, asked.method, 'method')
  const change = {
    ...(asked.zone === null ? {} : { zone: asked.zone }),
    ...(dateOrder === null ? {} : { dateOrder }),
    ...(method === null ? {} : { method }),
  }
  const guessed = await core.imports.previewPath(tenantId, asked.file, change)
  const mapped = mappingOf(asked.maps)
  if (Object.keys(mapped).length === 0) return [guessed.plan, guessed]
  // A column that is named for one field no longer stands for the one that was guessed.
  const named = new Set(Object.values(mapped))
  const others = Object.fromEntries(Object.entries(guessed.plan.mapping).filter(([, column]) => !named.has(column)))
  const preview = await core.imports.previewPath(tenantId, asked.file, { ...change, mapping: { ...others, ...mapped } })
  return [preview.plan, preview]
}

const refusedText = (rows: readonly RefusedRow[], count: number): string => {
  if (count === 0) return ''
  const shown = rows.slice(0, shownRefused)
  const more = count > shown.length ? `\n… and ${count - shown.length} more: --report FILE lists them all.` : ''
  const lines = shown.map(({ line, field, reason }) => [String(line), field ?? '', reason])
  return `\n\n${table(['Line', 'Field', 'Why it was refused'], lines)}${more}`
}

const number = (count: number): string => count.toLocaleString('en-US')

/** `import FILE` */
export const importFile = async (core: ShellCore, given: AskedImport): Promise<Answer> => {
  const asked = { ...given, file: resolve(given.file) }
  const tenant = await findTenant(core, asked.tenant)
  const [plan, preview] = await planOf(core, tenant.id, asked)
  if (asked.dryRun) {
    const tried = await core.imports.tryPath(tenant.id, asked.file, plan)
    return {
      json: { dryRun: true, tenantId: tenant.id, facts: preview.facts, plan, ...tried },
      text:
        `${number(tried.rows)} rows would be imported for ${tenant.name}, ${number(tried.refused)} are refused. Nothing was changed.` +
        (tried.stopped === null ? '' : `\n${tried.stopped}`) +
        refusedText(tried.firstRefused, tried.refused),
      exitCode: tried.stopped === null ? exitCodes.done : exitCodes.failed,
    }
  }
  const ended = core.next((event) =>
    event.kind === 'import' && event.run.tenantId === tenant.id && event.run.state !== 'running'
      ? event.run
      : undefined,
  )
  await core.imports.startPath(tenant.id, asked.file, plan)
  const run: ImportRun = await ended
  if (asked.report !== null) {
    try {
      writeFileSync(asked.report, readFileSync(core.imports.reportOf(run.id)))
    } catch (cause) {
      throw new Failure(
        {
          code: 'bad-input',
          message: 'The list of refused rows could not be written there; the import is done.',
          field: 'report',
        },
        { cause },
      )
    }
  }
  return {
    json: { dryRun: false, facts: preview.facts, plan, run },
    text:
      `${run.fileName} for ${tenant.name}: ${number(run.added)} rows added, ${number(run.changed)} changed, ` +
      `${number(run.same)} as before, ${number(run.refused)} refused; ${number(run.people)} people are new. ` +
      `${number(run.rowsPerSecond)} rows a second.` +
      (run.error === null ? '' : `\n${run.error}`) +
      refusedText(run.firstRefused, run.refused),
    exitCode: run.state === 'done' ? exitCodes.done : exitCodes.failed,
  }
}
