import { spawn, type ChildProcess } from 'node:child_process'
import type { Readable, Writable } from 'node:stream'
import { electronEnv, findElectron } from '../../../scripts/lib/electron-binary.mjs'

interface Reply {
  readonly id?: number
  readonly result?: unknown
  readonly error?: { readonly message: string }
}

/** A window in a process of its own, spoken to over the debugging pipe: no server, nothing else in between. */
export interface WindowProcess {
  /** `Date.now()` just before the process was started. */
  readonly spawnedAt: number
  /** Runs an expression in the window's page and gives back what it resolves to, as JSON. */
  readonly evaluate: (expression: string) => Promise<unknown>
  /** Sends one command of the DevTools protocol to the window's page. */
  readonly send: (method: string, params?: object) => Promise<unknown>
  /** Asks the process to end and waits until it is gone. */
  readonly close: () => Promise<void>
}

/** How long a window may take until it shows its page, in milliseconds. */
const longest = 60_000

/** Starts Electron with `program` (a folder or a script) as its app. Nothing is asked of it until `evaluate` is called. */
export const startWindow = (program: string, args: readonly string[]): WindowProcess => {
  const electron = findElectron()
  if (!electron) throw new Error('There is no Electron yet: run `npm run electron-path` once.')
  const asRoot = process.platform === 'linux' && process.getuid?.() === 0
  const argv = [program, ...(asRoot ? ['--no-sandbox'] : []), '--remote-debugging-pipe', ...args]
  const env = electronEnv(electron)
  const spawnedAt = Date.now()
  const child = spawn(electron.executable, argv, { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'], env })
  const kill = (): void => void child.kill('SIGKILL')
  process.once('exit', kill)
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const pipe = talk(child)

  let session: Promise<string> | null = null
  const send = async (method: string, params: object = {}): Promise<unknown> =>
    pipe(method, params, await (session ??= attach(pipe)))

  return {
    spawnedAt,
    send,
    evaluate: async (expression) => {
      await loaded(send)
      return evaluateIn(send, expression)
    },
    close: async () => {
      await Promise.race([pipe('Browser.close', {}), ended]).catch(() => undefined)
      const late = setTimeout(kill, 10_000)
      await ended
      clearTimeout(late)
      process.off('exit', kill)
    },
  }
}

type Pipe = (method: string, params: object, session?: string) => Promise<unknown>

/** The pipe's messages are JSON, each ended by a zero byte (https://chromedevtools.github.io/devtools-protocol/). */
const talk = (child: ChildProcess): Pipe => {
  const [to, from] = [child.stdio[3] as Writable, child.stdio[4] as Readable]
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>()
  let lastId = 0
  let text = ''
  from.setEncoding('utf8').on('data', (chunk: string) => {
    const messages = (text + chunk).split('\0')
    text = messages.pop() ?? ''
    for (const message of messages) {
      const { id, result, error } = JSON.parse(message) as Reply
      const one = waiting.get(id ?? 0)
      waiting.delete(id ?? 0)
      if (error) one?.reject(new Error(error.message))
      else one?.resolve(result)
    }
  })
  to.on('error', () => undefined)
  child.once('exit', (code) => {
    for (const one of waiting.values()) one.reject(new Error(`Electron ended with code ${code}.`))
    waiting.clear()
  })
  return (method, params, sessionId) =>
    new Promise((resolve, reject) => {
      if (child.exitCode !== null) return reject(new Error(`Electron ended with code ${child.exitCode}.`))
      waiting.set((lastId += 1), { resolve, reject })
      to.write(`${JSON.stringify({ id: lastId, method, params, ...(sessionId ? { sessionId } : {}) })}\0`)
    })
}

type Send = (method: string, params?: object) => Promise<unknown>

const evaluateIn = async (send: Send, expression: string): Promise<unknown> => {
  const answer = (await send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true })) as {
    readonly result: { readonly value?: unknown }
    readonly exceptionDetails?: { readonly exception?: { readonly description?: string }; readonly text: string }
  }
  const { exceptionDetails: thrown } = answer
  if (thrown) throw new Error(`The page threw: ${thrown.exception?.description ?? thrown.text}`)
  return answer.result.value
}

/** Waits for the page itself: what runs in the empty one before it is lost. */
const loaded = async (send: Send): Promise<void> => {
  const isLoaded = "document.readyState === 'complete' && location.href !== 'about:blank'"
  while ((await evaluateIn(send, isLoaded).catch(() => false)) !== true)
    await new Promise((resolve) => setTimeout(resolve, 50))
}

/** Waits until there is a page and attaches to it. */
const attach = async (pipe: Pipe): Promise<string> => {
  const until = Date.now() + longest
  for (;;) {
    const { targetInfos } = (await pipe('Target.getTargets', {})) as {
      readonly targetInfos: readonly { readonly targetId: string; readonly type: string; readonly url: string }[]
    }
    const page = targetInfos.find(({ type, url }) => type === 'page' && url !== '' && url !== 'about:blank')
    if (page) {
      const { targetId } = page
      const attached = (await pipe('Target.attachToTarget', { targetId, flatten: true })) as { sessionId: string }
      return attached.sessionId
    }
    if (Date.now() > until) throw new Error('No window showed a page within a minute.')
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
