import { expect, it, vi } from 'vitest'
import { reportBug } from './report-bug'

it('writes where a bug happened and nothing of what it says, down to its cause', () => {
  const written = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  const cause = new SyntaxError('Unexpected token in "someone@customer.example"')
  reportBug(new TypeError('no mailbox of someone@customer.example\n at someone', { cause }), 'looking for emails')
  reportBug('someone@customer.example', 'looking for emails')
  const text = written.mock.calls.flat().join('\n')
  written.mockRestore()
  expect(text).toContain('Bug while looking for emails: TypeError')
  expect(text).toContain('caused by SyntaxError')
  expect(text).toMatch(/\n\s+at .*report-bug\.test\.ts/)
  expect(text).not.toContain('someone')
})
