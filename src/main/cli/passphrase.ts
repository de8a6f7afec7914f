import { readFileSync } from 'node:fs'
import { Failure } from '../../shared/model'
import type { ShellHost } from './host'

/** The vault's passphrase: from the environment, from a file, or asked for. Throws `vault-locked` where there is none. */
export const readPassphrase = async (host: ShellHost, file: string | null): Promise<string> => {
  const given = host.env.WHEREABOUTS_PASSPHRASE
  if (given !== undefined && given !== '') return given
  if (file !== null) return firstLine(file)
  const typed = await host.askSecret('Passphrase of the vault: ')
  if (typed !== null && typed !== '') return typed
  throw new Failure({
    code: 'vault-locked',
    message:
      'The vault needs its passphrase: set WHEREABOUTS_PASSPHRASE, name a file with --passphrase-file, or run this in a terminal.',
    field: 'passphrase',
  })
}

const firstLine = (file: string): string => {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (cause) {
    throw new Failure(
      {
        code: 'bad-input',
        message: `The passphrase’s file ${file} can’t be read: check its path and permissions.`,
        field: 'passphrase-file',
      },
      { cause },
    )
  }
  return text.split(/\r?\n/)[0] ?? ''
}
