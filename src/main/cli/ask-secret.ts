import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'

/** Asks at the terminal and shows nothing of what is typed; null where nobody is there to answer. */
export const askSecret = (question: string): Promise<string | null> => {
  if (!process.stdin.isTTY) return Promise.resolve(null)
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
  process.stderr.write(question)
  const lines = createInterface({ input: process.stdin, output: nowhere, terminal: true })
  return new Promise((resolve) => {
    lines.once('line', (line) => {
      lines.close()
      process.stderr.write('\n')
      resolve(line)
    })
    lines.once('SIGINT', () => {
      lines.close()
      process.stderr.write('\n')
      resolve(null)
    })
  })
}
