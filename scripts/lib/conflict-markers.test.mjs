import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { findMarkers, markersIn } from './conflict-markers.mjs'

// Written so that this file holds none itself.
const ours = `${'<'.repeat(7)} HEAD`
const theirs = `${'>'.repeat(7)} other`

let folder
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'conflicts-'))
  execFileSync('git', ['init', '-q'], { cwd: folder })
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const track = (name, text) => {
  writeFileSync(path.join(folder, name), text)
  execFileSync('git', ['add', name], { cwd: folder })
}

it('finds markers by line, whichever of them was left, whatever ends its lines', () => {
  expect(markersIn(`a\n${ours}\nb\n=======\nc\n${theirs}\n`)).toEqual([2, 6])
  expect(markersIn(`a\r\n${'|'.repeat(7)} base\r\n${'>'.repeat(7)}\r\n`)).toEqual([2, 3])
})

it('leaves headings, arrows and quoted markers alone', () => {
  expect(markersIn(`Title\n=======\n\n ${ours}\n${'<'.repeat(8)}\n${'<'.repeat(7)}x\n`)).toEqual([])
})

it('names each file that git knows, and passes over bytes and what git does not know', () => {
  track('clean.md', 'Title\n=====\n')
  track('notes with blanks.md', `a\n${theirs}\n`)
  track('picture.bin', `\0\n${ours}\n`)
  writeFileSync(path.join(folder, 'scratch.txt'), ours)
  expect(findMarkers(folder)).toEqual({ found: ['notes with blanks.md:2'], read: 2 })
})
