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

const ahead = new Map<string, unknown>()
const keyOf = (name: CallName, input: unknown): string => `${name} ${JSON.stringify(input)}`

/** Asks now what the first page is going to ask, for `takeAhead`. Resolves when the answer is here, or a failure, which is dropped. */
export const askAhead = async <Name extends CallName>(name: Name, input: CallInput<Name>): Promise<void> => {
  const answer = await call(name, input).catch(() => null)
  if (answer !== null) ahead.set(keyOf(name, input), answer)
}

/** What was asked ahead, once; null when it isn't here. A page that is drawn with it needs no second drawing. */
export const takeAhead = <Name extends CallName>(name: Name, input: CallInput<Name>): CallOutput<Name> | null => {
  const answer = ahead.get(keyOf(name, input))
  ahead.clear()
  return (answer as CallOutput<Name> | undefined) ?? null
}

/** Calls main and gives the answer, or throws a Failure that carries main's facts; any other throw is a bug, said as one. */
export const call = async <Name extends CallName>(name: Name, input: CallInput<Name>): Promise<CallOutput<Name>> => {
  const [group, action] = name.split('.') as [keyof WhereaboutsApi, string]
  const functions = window.whereabouts[group] as unknown as Record<string, AnyCall | undefined>
  const envelope = (await functions[action]?.(input)) as Envelope<CallOutput<Name>> | undefined
  if (envelope === undefined) throw new Failure(bugFacts(`${name} gave no answer`))
  if (!envelope.ok) throw new Failure(envelope.failure)
  return envelope.value
}

/** Hands main a file that was dropped on the page; its path is read beside the page and never comes here. */
export const dropFile = async (file: File): Promise<CallOutput<'imports.drop'>> => {
  const envelope = await window.whereabouts.imports.drop(file)
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
