import { describe, expect, it } from 'vitest'
import { judge } from './suites.mjs'

const report = (change) => ({ passed: 3, failed: 0, skipped: [], ...change })

describe('judging a suite', () => {
  it('passes the counts of a good run on', () => {
    expect(judge(report({}), 0, 'fine')).toEqual({ passed: 3, failed: 0, skipped: [], output: 'fine' })
  })

  it('fails a suite that ran no test', () => {
    expect(judge(report({ passed: 0 }), 0, '').failed).toBe(1)
  })

  it('fails a skip without a reason and names it', () => {
    const outcome = judge(report({ skipped: [{ name: 'a test', reason: ' ' }] }), 0, '')
    expect(outcome).toMatchObject({ failed: 1, skipped: [] })
    expect(outcome.output).toContain('a test')
  })

  it('keeps a skip that has a reason', () => {
    const skip = { name: 'a test', reason: 'Windows has no such signal' }
    expect(judge(report({ skipped: [skip] }), 0, '')).toMatchObject({ passed: 3, failed: 0, skipped: [skip] })
  })

  it('fails a run whose exit code says so although every test passed', () => {
    expect(judge(report({}), 1, '').failed).toBe(1)
  })
})
