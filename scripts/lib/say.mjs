// Everything a script says about its own work goes to stderr: stdout belongs to what was asked for (a path, one JSON
// line), so that another program can read it.

/** A failure that the reader can mend: one sentence for what happened, one for what to do. Printed without a stack. */
export class Stop extends Error {
  constructor(what, whatToDo, detail = '') {
    super(`${what} ${whatToDo}`)
    this.detail = detail
  }
}

let quiet = false

/** Keeps `say` silent, for the commands whose only output is their answer. Failures are still printed. */
export function hush() {
  quiet = true
}

/** One line about one step. */
export function say(line) {
  if (!quiet) process.stderr.write(`› ${line}\n`)
}

/** Runs a script's main function; a `Stop` becomes its sentence and exit code 1, anything else keeps its stack. */
export async function main(run) {
  try {
    const code = await run()
    if (typeof code === 'number') process.exitCode = code
  } catch (error) {
    if (error instanceof Stop) {
      if (error.detail) process.stderr.write(`${error.detail.trimEnd()}\n\n`)
      process.stderr.write(`✗ ${error.message}\n`)
    } else {
      process.stderr.write(`✗ The script itself broke; this is a bug in scripts/.\n${error?.stack ?? error}\n`)
    }
    process.exitCode = 1
  }
}

/** Seconds with one digit since `start` (of `performance.now()`). */
export const secondsSince = (start) => `${((performance.now() - start) / 1000).toFixed(1)} s`
