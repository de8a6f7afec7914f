import { expect, it } from 'vitest'
import type { Command } from '../../app/commands'
import { refusalOf } from './key-conflicts'

const command = (id: string, name: string, keys: string): Command => ({
  id,
  name,
  keys,
  group: 'App',
  run: () => undefined,
})
const move = command('email.move', 'Move to Inbox', 'M')
const undo = command('email.undo', 'Undo', 'U')

it('refuses keys that already press another command, and names it', () => {
  expect(refusalOf('U', move, [move, undo], {})).toContain('“Undo”')
})

it('accepts keys that another command gave up', () => {
  expect(refusalOf('U', move, [move, undo], { 'email.undo': 'Mod+U' })).toBeNull()
})

it('refuses keys that typing needs', () => {
  expect(refusalOf('Mod+C', move, [move], {})).toContain('Ctrl C')
})

it('accepts the keys it already has', () => {
  expect(refusalOf('M', move, [move, undo], {})).toBeNull()
})
