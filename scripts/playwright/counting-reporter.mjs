import { writeFileSync } from 'node:fs'

/** Writes what one Playwright run did to the file named by SUITE_REPORT, in the form of the vitest reporter. */
export default class CountingReporter {
  #suite
  #errors = 0

  onBegin(_config, suite) {
    this.#suite = suite
  }

  onError() {
    this.#errors += 1
  }

  onEnd() {
    const tests = this.#suite?.allTests() ?? []
    const of = (outcome) => tests.filter((test) => test.outcome() === outcome)
    const ran = (test) => test.results.length > 0
    const report = {
      passed: of('expected').length,
      failed: of('unexpected').length + of('flaky').length + this.#errors,
      skipped: of('skipped').map((test) => ({
        name: test.titlePath().filter(Boolean).join(' > '),
        reason: ran(test) ? reasonOf(test) : 'it was not reached',
      })),
    }
    // A test that was never started because the run was cut short is no skip that anybody asked for.
    const unreached = report.skipped.filter((skip) => skip.reason === 'it was not reached')
    report.failed += unreached.length
    report.skipped = report.skipped.filter((skip) => !unreached.includes(skip))
    if (process.env.SUITE_REPORT) writeFileSync(process.env.SUITE_REPORT, JSON.stringify(report))
  }

  printsToStdio() {
    return false
  }
}

const reasonOf = (test) => test.annotations.find(({ type }) => type === 'skip' || type === 'fixme')?.description ?? ''
