import type { AppEvent, CallInput, CallName, CallOutput, Envelope } from '../../shared/contract'
import { Failure, type FailureFacts } from '../../shared/model/failure'
import type { WhereaboutsApi } from '../../preload/api'

declare global {
  interface Window {
    /** Put there by the preload; the only way from here to main. */
    readonly whereabouts: WhereaboutsApi
  }
}

type AnyCall = (input: unknown) => Promise<Envelope<unknown>>

const ahead = new Map<string, Promise<unknown>>()
const keyOf = (name: CallName, input: unknown): string => `${name} ${JSON.stringify(input)}`

/**
 * Asks now what the first page is going to ask: the next `call` with the same input gets this answer instead of asking again.
 * Resolves when the answer, or a failure, is there.
 */
export const askAhead = async <Name extends CallName>(name: Name, input: CallInput<Name>): Promise<void> => {
  const answer = ask(name, input)
  ahead.set(keyOf(name, input), answer)
  await answer.catch(() => undefined)
}

/** Calls main and gives the answer, or throws a Failure that carries main's facts; any other throw is a bug, said as one. */
export const call = <Name extends CallName>(name: Name, input: CallInput<Name>): Promise<CallOutput<Name>> => {
  const key = keyOf(name, input)
  const answer = ahead.get(key)
  ahead.delete(key)
  return (answer as Promise<CallOutput<Name>> | undefined) ?? ask(name, input)
}

const ask = async <Name extends CallName>(name: Name, input: CallInput<Name>): Promise<CallOutput<Name>> => {
  const [group, action] = name.split('.') as [keyof WhereaboutsApi, string]
  const functions = window.whereabouts[group] as unknown as Record<string, AnyCall | undefined>
  const envelope = (await functions[action]?.(input)) as Envelope<CallOutput<Name>> | undefined
  if (envelope === undefined) throw new Failure(bugFacts(`${name} gave no answer`))
  if (!envelope.ok) throw new Failure(envelope.failure)
  return envelope.value
}

/** Calls back for every event of main until the returned function is called. */
export const onEvent = (listener: (event: AppEvent) => void): (() => void) => window.whereabouts.onEvent(listener)

const bugFacts = (what: string): FailureFacts => ({
  code: 'bug',
  message: `Whereabouts made a mistake (${what}). Try again; if it stays, restart the app.`,
})

/** Whatever was thrown, as facts that a screen can show. */
export const factsOf = (thrown: unknown): FailureFacts =>
  thrown instanceof Failure ? thrown.facts : bugFacts(thrown instanceof Error ? thrown.message : String(thrown))
