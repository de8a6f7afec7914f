import { ipcMain, type WebContents } from 'electron'
import { ZodError } from 'zod'
import type { z } from 'zod'
import {
  callChannel,
  callNames,
  calls,
  type CallName,
  type CallOutput,
  type Calls,
  type Envelope,
} from '../../shared/contract'
import { Failure, type FailureFacts } from '../../shared/model'

/** One function per call of the contract, with its input already parsed. */
export type Handlers = {
  readonly [Name in CallName]: (input: z.output<Calls[Name]['input']>) => Promise<CallOutput<Name>> | CallOutput<Name>
}

/** The first thing wrong with an input, with its field named. */
const badInput = (error: ZodError): FailureFacts => {
  const issue = error.issues[0]
  const field = issue?.path.join('.') ?? ''
  const message = issue?.message ?? 'It is not of the expected form.'
  return { code: 'bad-input', message: field ? `${field}: ${message}` : message, field }
}

const toFacts = (error: unknown, report: (error: unknown) => void): FailureFacts => {
  if (error instanceof Failure) return error.facts
  if (error instanceof ZodError) return badInput(error)
  report(error)
  return {
    code: 'bug',
    message: 'Something in Whereabouts itself went wrong: try again, then report it with the time.',
  }
}

/**
 * Registers every call of the contract. The steps are the same for all: sender, parse, handler, envelope. Only the main
 * frame of the one window, served from our own origin, is answered. Calls that come before the handlers are built wait.
 */
export const registerCalls = (
  handlers: Promise<Handlers>,
  trusted: { webContents: () => WebContents | null; origin: string },
  report: (error: unknown) => void,
): void => {
  const answer = async <Name extends CallName>(name: Name, input: unknown): Promise<Envelope<CallOutput<Name>>> => {
    try {
      const parsed = calls[name].input.parse(input) as z.output<Calls[Name]['input']>
      return { ok: true, value: await (await handlers)[name](parsed) }
    } catch (error) {
      return { ok: false, failure: toFacts(error, report) }
    }
  }
  for (const name of callNames) {
    ipcMain.handle(callChannel(name), (event, input: unknown): Promise<Envelope<unknown>> => {
      const frame = event.senderFrame
      const known =
        event.sender === trusted.webContents() &&
        frame !== null &&
        frame === event.sender.mainFrame &&
        frame.url.startsWith(`${trusted.origin}/`)
      if (known) return answer(name, input)
      const failure: FailureFacts = {
        code: 'sender-refused',
        message: 'This call did not come from the application window.',
      }
      return Promise.resolve({ ok: false, failure })
    })
  }
}
