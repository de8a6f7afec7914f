import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { eachItem, readJsonPath } from './json-path'

describe('a path into JSON', () => {
  it.each([
    ['', []],
    ['data.items[0].id', ['data', 'items', 0, 'id']],
    ['to[*].address', ['to', eachItem, 'address']],
    ['to.*.address', ['to', eachItem, 'address']],
    ['.data.id', ['data', 'id']],
    ['[2].id', [2, 'id']],
    ['data["a.b"].c', ['data', 'a.b', 'c']],
    ['Sent At.value', ['Sent At', 'value']],
    ['/data/0/a~1b~0c', ['data', 0, 'a/b~c']],
    ['/', ['']],
  ])('reads %s', (path, steps) => expect(readJsonPath(path)).toEqual(steps))

  it.each(['a..b', 'a.', 'a[', 'a[x]', 'a]b', '/a~2', 'a["b]'])('refuses %s', (path) =>
    expect(readJsonPath(path)).toBeNull(),
  )

  it('never throws', () => {
    fc.assert(fc.property(fc.string(), (path) => void readJsonPath(path)))
  })
})
