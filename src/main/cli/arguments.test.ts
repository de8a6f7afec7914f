import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readArguments } from './arguments'
import { commands, type CommandName } from './catalogue'
import { helpOf } from './help'

const refusal = (...argv: string[]): string => {
  const asked = readArguments(argv)
  return asked.kind === 'refused' ? asked.message : `not refused: ${asked.kind}`
}

describe('arguments of the shell', () => {
  it('takes a command with its options, in either form', () => {
    const asked = readArguments(['log', '--tenant=northwind', '--person', 'ana', '--json'])
    expect(asked).toMatchObject({
      kind: 'run',
      command: 'log',
      values: { tenant: 'northwind', person: 'ana', json: true },
    })
  })

  it.each([
    [['log', '--tenat', 'x'], '--tenat'],
    [['log', '--tenant', 'x'], '--person'],
    [['log', '--tenant'], '--tenant'],
    [['log', '--tenant', 'x', '--tenant', 'y', '--person', 'z'], 'twice'],
    [['log', '--tenant', 'x', '--person', 'y', '--json=maybe'], '--json'],
    [['log', '--tenant', 'x', '--person', 'y', 'more'], 'more'],
    [['tenants', 'add'], 'FILE'],
    [['tenants'], 'tenants list'],
    [['tenants', 'burn'], 'burn'],
    [['--json', 'log'], '--json'],
    [['lgo'], 'lgo'],
  ])('refuses %j by naming what is wrong', (argv, named) => {
    expect(refusal(...argv)).toContain(named)
    expect(readArguments(argv).kind).toBe('refused')
  })

  it('takes no secret, and repeats none', () => {
    for (const name of ['secret', 'client-secret', 'passphrase', 'token', 'private-key', 'password']) {
      const message = refusal('tenants', 'list', `--${name}=hunter2`)
      expect(message).toContain(`--${name} is no option`)
      expect(message).not.toContain('hunter2')
    }
  })

  it('never throws, whatever it is given, and never repeats the value of an option it doesn’t know', () => {
    const word = fc.oneof(
      fc.string(),
      fc.constantFrom('log', 'tenants', 'add', '--json', '--tenant', '--', '-h', '--help'),
    )
    fc.assert(
      fc.property(fc.array(word, { maxLength: 8 }), (argv) => {
        readArguments(argv)
        expect(refusal('log', '--tenant', 'x', '--person', 'y', '--zzz=canary-7f3a', ...argv)).not.toContain('canary')
      }),
    )
  })

  it('has help for every command that names each of its options', () => {
    for (const name of Object.keys(commands) as CommandName[]) {
      expect(readArguments([...name.split(' '), '--help'])).toEqual({ kind: 'help', command: name })
      for (const option of Object.keys(commands[name].options)) expect(helpOf(name)).toContain(`--${option}`)
      expect(helpOf(null)).toContain(name)
    }
  })
})
