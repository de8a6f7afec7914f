/** A line of a stack that names a place in code. */
const frame = /^\s+at .*(:\d+:\d+\)?|\((<anonymous>|native)\))$/

/** Where it happened, by the error's kind and its frames. What it says may quote an email or an address: that is left out. */
const traceOf = (error: unknown): string => {
  if (!(error instanceof Error)) return `thrown: ${typeof error}`
  const frames = (error.stack ?? '')
    .replace(error.message, '')
    .split('\n')
    .filter((line) => frame.test(line))
  const cause = error.cause === undefined ? [] : [`caused by ${traceOf(error.cause)}`]
  return [error.name, ...frames, ...cause].join('\n')
}

/** Writes what nobody expected to the standard error output; `what` says what was being done. */
export const reportBug = (error: unknown, what: string): void =>
  console.error(`${new Date().toISOString()} Bug while ${what}: ${traceOf(error)}`)
