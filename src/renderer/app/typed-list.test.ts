import { expect, it } from 'vitest'
import { refusalText, listOfTyped } from './typed-list'

it('reads tags between commas and semicolons, each once', () => {
  expect(listOfTyped(' gold, renewal in May ;gold,, ')).toEqual(['gold', 'renewal in May'])
  expect(listOfTyped(' ')).toEqual([])
})

it('says a refusal without the path of its field, and any other sentence as it is', () => {
  const at = (message: string, field?: string) =>
    refusalText({ code: 'bad-input', message, ...(field === undefined ? {} : { field }) })
  expect(at('change.name: A tenant needs a name.', 'change.name')).toBe('A tenant needs a name.')
  expect(at('“Mars” is no time zone.', 'timeZone')).toBe('“Mars” is no time zone.')
  expect(at('The ledger is locked.')).toBe('The ledger is locked.')
})
