import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { firstLook } from './first-look'

const folderWith = (text: string): string => {
  const folder = mkdtempSync(join(tmpdir(), 'first-look-'))
  writeFileSync(join(folder, 'preferences.json'), text)
  return folder
}

const nothingKept = { window: { bounds: null, maximized: false }, theme: 'system' }

it('reads the window and the theme that were kept', () => {
  const bounds = { x: 10, y: 20, width: 1200, height: 800 }
  const kept = { window: { bounds, maximized: true }, preferences: { theme: 'dark' } }
  expect(firstLook(folderWith(JSON.stringify(kept)))).toEqual({ window: kept.window, theme: 'dark' })
})

it.each([
  ['no file', ''],
  ['a file cut short', '{"window": {"bou'],
  ['bounds without a number', '{"window": {"bounds": {"x": 1, "y": 2, "width": "wide"}}, "preferences": {"theme": 7}}'],
  ['another form', '[null]'],
])('counts %s as nothing kept', (_, text) => {
  expect(firstLook(folderWith(text))).toEqual(nothingKept)
})

it('counts a missing folder as nothing kept', () => {
  expect(firstLook(join(tmpdir(), 'no-such-folder-here'))).toEqual(nothingKept)
})
