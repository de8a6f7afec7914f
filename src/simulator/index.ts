import { parseArgs } from 'node:util'
import { startServer, type ServerOptions } from './server'

const usage = 'demo-server [--port N] [--seed N] [--state FILE] [--anchor ISO] [--with-parent]'

const wholeNumber = (name: string, text: string): number => {
  const value = Number(text)
  if (!Number.isInteger(value) || value < 0) throw new Error(`--${name} takes a whole number, not ${text}. ${usage}`)
  return value
}

const instant = (text: string): number => {
  const value = Date.parse(text)
  if (Number.isNaN(value))
    throw new Error(`--anchor takes an instant such as 2026-11-23T14:00:00Z, not ${text}. ${usage}`)
  return value
}

const options = (): ServerOptions & { readonly withParent: boolean } => {
  const { values } = parseArgs({
    options: {
      port: { type: 'string' },
      seed: { type: 'string' },
      state: { type: 'string' },
      anchor: { type: 'string' },
      'with-parent': { type: 'boolean', default: false },
    },
  })
  return {
    port: wholeNumber('port', values.port ?? '0'),
    ...(values.seed === undefined ? {} : { seed: wholeNumber('seed', values.seed) }),
    ...(values.state === undefined ? {} : { stateFile: values.state }),
    ...(values.anchor === undefined ? {} : { anchoredAt: instant(values.anchor) }),
    withParent: values['with-parent'],
  }
}

const main = async (): Promise<void> => {
  const { withParent, ...rest } = options()
  const { port, bases } = await startServer(rest)
  process.stdout.write(`${JSON.stringify({ port, bases })}\n`)
  // The parent holds our standard input open for as long as it lives, however it ends.
  if (withParent)
    process.stdin
      .on('end', () => process.exit(0))
      .on('error', () => process.exit(0))
      .resume()
}

main().catch((error: unknown) => {
  process.stderr.write(`demo-server: ${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
})
