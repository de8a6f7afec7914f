import { parseArgs, type ParseArgsConfig } from 'node:util'
import { commands, commonOptions, type CommandName, type Option } from './catalogue'

/** What a command line asks for. */
export type Asked =
  | { readonly kind: 'run'; readonly command: CommandName; readonly values: Values; readonly file: string | null }
  | { readonly kind: 'help'; readonly command: CommandName | null }
  | { readonly kind: 'version' }
  /** Refused: one sentence that names what is wrong. */
  | { readonly kind: 'refused'; readonly message: string }

/** The options by name; a flag that was given is `true`, one that may repeat is a list. */
export type Values = Readonly<Record<string, string | true | readonly string[] | undefined>>

const isCommand = (name: string): name is CommandName => Object.hasOwn(commands, name)

/** Options that would put a secret where other users of the computer can read it. */
const secretLike = /^(.*-)?(secret|password|passphrase|token|key|certificate)$/

const refused = (message: string): Asked => ({ kind: 'refused', message })

const optionsOf = (command: CommandName): Readonly<Record<string, Option>> => ({
  ...commands[command].options,
  ...commonOptions,
})

/** Reads the arguments after the program's name. */
export const readArguments = (argv: readonly string[]): Asked => {
  const words = argv.filter((word) => !word.startsWith('-'))
  const [first] = argv
  if (first === undefined || first === 'help' || first === '--help' || first === '-h') {
    const about = words.filter((word) => word !== 'help').join(' ')
    return { kind: 'help', command: isCommand(about) ? about : null }
  }
  if (first === '--version') return { kind: 'version' }
  const two = argv.slice(0, 2).join(' ')
  const command = isCommand(two) ? two : isCommand(first) ? first : null
  if (command === null) return refused(unknownCommand(argv))
  return readOptions(command, argv.slice(command.split(' ').length))
}

const unknownCommand = (argv: readonly string[]): string => {
  const [first = '', second] = argv
  if (first.startsWith('-')) return `A command comes first, then options such as “${nameOf(first)}”: see --help.`
  const group = Object.keys(commands).filter((name) => name.startsWith(`${first} `))
  if (group.length === 0) return `There is no command “${first}”: see --help.`
  if (second === undefined || second.startsWith('-')) return `“${first}” needs one more word: ${group.join(', ')}.`
  return `There is no command “${first} ${second}”: there is ${group.join(', ')}.`
}

/** An option without its value, which is repeated nowhere. */
const nameOf = (word: string): string => word.split('=')[0] ?? word

const readOptions = (command: CommandName, args: readonly string[]): Asked => {
  const known = optionsOf(command)
  const config = {
    args: [...args],
    allowPositionals: true,
    strict: false,
    tokens: true,
    options: Object.fromEntries(
      Object.entries(known).map(([name, { value }]) => [name, { type: value === null ? 'boolean' : 'string' }]),
    ),
  } satisfies ParseArgsConfig
  const { tokens } = parseArgs(config as typeof config & { tokens: true })
  const values: Record<string, string | true | readonly string[]> = {}
  const files: string[] = []
  for (const token of tokens) {
    if (token.kind === 'positional') files.push(token.value)
    if (token.kind !== 'option') continue
    const option = Object.hasOwn(known, token.name) ? known[token.name] : undefined
    if (token.rawName === '-h') return { kind: 'help', command }
    if (option === undefined) return refused(unknownOption(command, token.rawName, token.name))
    if (Object.hasOwn(values, token.name) && !option.repeats) return refused(`${token.rawName} is given twice.`)
    if (option.value === null && token.value !== undefined) return refused(`${token.rawName} takes no value.`)
    if (option.value !== null && (token.value ?? '') === '')
      return refused(`${token.rawName} needs a value: ${token.rawName} ${option.value}.`)
    const before = values[token.name]
    values[token.name] = option.repeats
      ? [...(Array.isArray(before) ? (before as string[]) : []), token.value ?? '']
      : (token.value ?? true)
  }
  if (values.help === true) return { kind: 'help', command }
  const missing = Object.entries(known).find(([name, { required }]) => required && values[name] === undefined)
  if (missing) return refused(`${command} needs --${missing[0]} ${missing[1].value ?? ''}.`)
  return withFile(command, values, files)
}

const unknownOption = (command: CommandName, raw: string, name: string): string =>
  secretLike.test(name)
    ? `${raw} is no option: a secret on the command line can be read by others. See “${command} --help” for where it comes from.`
    : `${command} has no option ${raw}: see “${command} --help”.`

const withFile = (command: CommandName, values: Values, files: readonly string[]): Asked => {
  const [file, second] = files
  const { takesFile } = commands[command]
  if (takesFile && file === undefined) return refused(`${command} needs a file: ${command} FILE.`)
  const extra = takesFile ? second : file
  if (extra !== undefined)
    return refused(`${command} doesn’t know what to do with “${extra}”: see “${command} --help”.`)
  return { kind: 'run', command, values, file: file ?? null }
}
