import { ZodError } from 'zod'
import type { z } from 'zod'
import { calls, type CallName, type CallOutput, type Calls, type Envelope } from '../../shared/contract'
import { Failure, type FailureFacts } from '../../shared/model'
import type { Answer } from './register'

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

type ReportBug = (error: unknown, what: string) => void

const toFacts = (error: unknown, name: CallName, report: ReportBug): FailureFacts => {
  if (error instanceof Failure) return error.facts
  if (error instanceof ZodError) return badInput(error)
  report(error, `answering ${name}`)
  return {
    code: 'bug',
    message: 'Something in Whereabouts itself went wrong: try again, then report it with the time.',
  }
}

/** Answers one call whose input was parsed. */
type Handle = <Name extends CallName>(name: Name, input: z.output<Calls[Name]['input']>) => Promise<unknown>

/** Answers every call of the contract by the same steps: parse, handle, envelope. */
export const createAnswer =
  (handle: Handle, report: ReportBug): Answer =>
  async <Name extends CallName>(name: Name, input: unknown): Promise<Envelope<unknown>> => {
    try {
      return { ok: true, value: await handle(name, calls[name].input.parse(input) as z.output<Calls[Name]['input']>) }
    } catch (error) {
      return { ok: false, failure: toFacts(error, name, report) }
    }
  }
