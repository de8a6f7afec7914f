import { writeFileSync } from 'node:fs'

/**
 * Writes what one vitest run did to the file named by SUITE_REPORT: the counts, every skip with its reason, and the
 * files and errors that are failures without being tests.
 */
export default class CountingReporter {
  onTestRunEnd(modules, errors) {
    const tests = modules.flatMap((module) => [...module.children.allTests()])
    const of = (state) => tests.filter((test) => test.result().state === state)
    const broken = modules.filter((module) => module.errors().length > 0 && module.state() === 'failed')
    const report = {
      passed: of('passed').length,
      failed: of('failed').length + broken.length + errors.length,
      skipped: [...of('skipped'), ...of('pending')].map((test) => ({
        name: `${test.module.relativeModuleId} > ${test.fullName}`,
        reason: test.result().note ?? '',
      })),
    }
    if (process.env.SUITE_REPORT) writeFileSync(process.env.SUITE_REPORT, JSON.stringify(report))
  }
}
