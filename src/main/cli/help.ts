import { commands, commonOptions, type CommandName, type Option } from './catalogue'
import { table } from './table'

const line = ([name, { value }]: [string, Option]): string => `--${name}${value === null ? '' : ` ${value}`}`

const optionLines = (options: Readonly<Record<string, Option>>): readonly string[] => {
  const entries = Object.entries(options)
  const width = Math.max(0, ...entries.map((entry) => line(entry).length))
  return entries.map((entry) => `  ${line(entry).padEnd(width)}  ${entry[1].about}`)
}

/** Help for one command, or for all of them. */
export const helpOf = (command: CommandName | null): string => {
  if (command === null)
    return [
      'Whereabouts from a shell: finds training emails in mailboxes and moves them back to the Inbox.',
      '',
      table(
        ['Command', ''],
        Object.entries(commands).map(([name, { about }]) => [name, about]),
      ),
      '',
      'Every command takes:',
      ...optionLines(commonOptions),
      '',
      'The vault’s passphrase comes from WHEREABOUTS_PASSPHRASE, from --passphrase-file, or is asked for.',
      'COMMAND --help tells more.',
    ].join('\n')
  const { about, options, takesFile } = commands[command]
  const required = Object.entries<Option>(options).filter(([, option]) => option.required)
  const usage = [command, ...(takesFile ? ['FILE'] : []), ...required.map(line), '[options]'].join(' ')
  return [usage, '', about, '', ...optionLines({ ...options, ...commonOptions })].join('\n')
}
