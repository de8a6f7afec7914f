import type { AppEvent, CallInput, CallName, CallOutput, Envelope } from '../shared/contract'

type Grouped<Group extends string> = {
  readonly [
    Name in Extract<CallName, `${Group}.${string}`> as Name extends `${Group}.${infer Action}` ? Action : never
  ]: (input: Name extends 'imports.drop' ? File : CallInput<Name>) => Promise<Envelope<CallOutput<Name>>>
}

type Group = CallName extends infer Name ? (Name extends `${infer G}.${string}` ? G : never) : never

/** What the renderer finds at `window.whereabouts`: one named function per call, and one subscription. */
export type WhereaboutsApi = { readonly [G in Group]: Grouped<G> } & {
  /** Calls back for every event of main until the returned function is called. */
  readonly onEvent: (listener: (event: AppEvent) => void) => () => void
}
