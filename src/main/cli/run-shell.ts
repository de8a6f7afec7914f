import { Failure, type FailureFacts } from '../../shared/model'
import { reportBug } from '../core/report-bug'
import { factsOf, isBug } from '../services/parts'
import { endpointBase } from '../tenants/settings'
import type { Answer } from './answer'
import { readArguments, type Asked, type Values } from './arguments'
import { listTenants } from './commands/tenants-list'
import { addTenants } from './commands/tenants-add'
import { checkTenant } from './commands/tenants-check'
import { importFile } from './commands/import'
import { locate } from './commands/locate'
import { move } from './commands/move'
import { showLog } from './commands/log'
import { undo } from './commands/undo'
import { exitCodeOf, exitCodes } from './exit-codes'
import { helpOf } from './help'
import type { ShellHost } from './host'
import { openShellCore, type ShellCore } from './open-shell-core'

type Run = Extract<Asked, { kind: 'run' }>

const textOf = (values: Values, name: string): string | null => {
  const value = values[name]
  return typeof value === 'string' ? value : null
}

/** Required options are there: reading the arguments has seen to it. */
const anEmail = (values: Values): { tenant: string; person: string; messageId: string } => ({
  tenant: textOf(values, 'tenant') ?? '',
  person: textOf(values, 'person') ?? '',
  messageId: textOf(values, 'message-id') ?? '',
})

const runCommand = ({ command, values, file }: Run, core: ShellCore): Promise<Answer> => {
  const email = anEmail(values)
  const has = (name: string): boolean => values[name] === true
  switch (command) {
    case 'tenants list':
      return listTenants(core)
    case 'tenants add':
      return addTenants(core, file ?? '', has('dry-run'))
    case 'tenants check':
      return checkTenant(core, email.tenant)
    case 'log':
      return showLog(core, { ...email, days: textOf(values, 'days'), offline: has('offline') })
    case 'locate':
      return locate(core, email)
    case 'move':
      return move(core, { ...email, copy: textOf(values, 'copy'), yes: has('yes'), watch: has('watch') })
    case 'import':
      return importFile(core, {
        tenant: email.tenant,
        file: file ?? '',
        maps: Array.isArray(values.map) ? (values.map as readonly string[]) : [],
        zone: textOf(values, 'zone'),
        dateOrder: textOf(values, 'date-order'),
        method: textOf(values, 'method'),
        report: textOf(values, 'report'),
        dryRun: has('dry-run'),
      })
    case 'undo':
      return undo(core, { ...email, rescue: textOf(values, 'rescue') })
  }
}

const demoServerOf = (values: Values): string | null => {
  const given = textOf(values, 'demo-server')
  if (given === null) return null
  const base = endpointBase.safeParse(given)
  if (base.success) return base.data
  throw new Failure({
    code: 'bad-input',
    message: '--demo-server needs the URL of a running demo server on this computer, or an https one.',
    field: 'demo-server',
  })
}

const carryOut = async (asked: Run, host: ShellHost): Promise<Answer> => {
  const core = await openShellCore(host, {
    folder: textOf(asked.values, 'home') ?? host.home,
    demoServer: demoServerOf(asked.values),
    passphraseFile: textOf(asked.values, 'passphrase-file'),
  })
  try {
    return await runCommand(asked, core)
  } finally {
    await core.close()
  }
}

const sentence = ({ message, field, providerCode }: FailureFacts): string =>
  [message, field === undefined ? '' : `[${field}]`, providerCode === undefined ? '' : `(${providerCode})`]
    .filter((part) => part !== '')
    .join(' ')

/** Runs one command line (the arguments after the program's name) and gives its exit code. */
export const runShell = async (argv: readonly string[], host: ShellHost): Promise<number> => {
  const asked = readArguments(argv)
  if (asked.kind === 'help') {
    host.print(helpOf(asked.command))
    return exitCodes.done
  }
  if (asked.kind === 'version') {
    host.print(host.version)
    return exitCodes.done
  }
  if (asked.kind === 'refused') {
    host.complain(asked.message)
    return exitCodes.usage
  }
  const asJson = asked.values.json === true
  try {
    const { text, json, exitCode } = await carryOut(asked, host)
    host.print(asJson ? JSON.stringify(json, null, 2) : text)
    return exitCode ?? exitCodes.done
  } catch (error) {
    if (isBug(error)) reportBug(error, asked.command)
    const failure = factsOf(error)
    if (asJson) host.print(JSON.stringify({ failure }, null, 2))
    host.complain(sentence(failure))
    return exitCodeOf(failure.code)
  }
}
