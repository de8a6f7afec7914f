import { expect, it } from 'vitest'
import { chordOf, chordText, isSingleKey } from './keys'

const event = (init: KeyboardEventInit): KeyboardEvent => new KeyboardEvent('keydown', init)

it.each([
  ['Ctrl and a letter', { key: 'k', ctrlKey: true }, 'Mod+K'],
  ['Shift with a letter', { key: 'L', ctrlKey: true, shiftKey: true }, 'Mod+Shift+L'],
  ['a character that needs Shift', { key: '?', shiftKey: true }, '?'],
  ['a digit by its place on a French keyboard', { key: '&', code: 'Digit1', altKey: true }, 'Alt+1'],
  ['a key with a name', { key: 'ArrowLeft', altKey: true }, 'Alt+ArrowLeft'],
])('reads %s', (_, init, chord) => {
  expect(chordOf(event(init), false)).toBe(chord)
})

it('gives nothing while only modifiers are down', () => {
  expect(chordOf(event({ key: 'Control', ctrlKey: true }), false)).toBeNull()
})

it('takes Command for Mod on a Mac and keeps Control apart', () => {
  expect(chordOf(event({ key: 'k', metaKey: true }), true)).toBe('Mod+K')
  expect(chordOf(event({ key: 'k', ctrlKey: true }), true)).toBe('Ctrl+K')
})

it('knows which chords would get in the way of typing', () => {
  expect(['M', '?', 'Shift+M', 'Mod+M', 'F5', 'Alt+1'].map(isSingleKey)).toEqual([
    true,
    true,
    true,
    false,
    false,
    false,
  ])
})

it('writes a chord the way the keyboard does', () => {
  expect(chordText('Mod+Shift+L', false)).toBe('Ctrl Shift L')
  expect(chordText('Mod+Shift+L', true)).toBe('⌘⇧L')
})
