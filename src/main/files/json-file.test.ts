import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { z } from 'zod'
import { openJsonFile } from './json-file'

const inFolder = (name: string): string => {
  const folder = mkdtempSync(join(tmpdir(), 'json-file-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return join(folder, 'deeper', name)
}
const open = (file: string) => openJsonFile<readonly string[]>(file, z.array(z.string()), [])

it('loses no change when two programs write the same file in turns', () => {
  const file = inFolder('list.json')
  const [ours, theirs] = [open(file), open(file)]
  ours.change((list) => [...list, 'one'])
  theirs.change((list) => [...list, 'two'])
  ours.change((list) => [...list, 'three'])
  expect(theirs.read()).toEqual(['one', 'two', 'three'])
})

it('reads what is missing or can’t be read as the initial value', () => {
  const file = inFolder('list.json')
  const list = open(file)
  expect(list.read()).toEqual([])
  list.change(() => ['one'])
  writeFileSync(file, '["one", ')
  expect(list.read()).toEqual([])
})
