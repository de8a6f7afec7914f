import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Command, commandFor, keysOf, listenForKeys, registerCommands, useCommandStore } from './commands'

const command = (over: Partial<Command>): Command => ({
  id: 'email.move',
  name: 'Move to Inbox',
  group: 'Email',
  keys: 'M',
  run: () => undefined,
  ...over,
})

let undo: () => void = () => undefined
beforeEach(() => {
  document.body.innerHTML =
    '<div data-single-keys><button id="in">in</button><input id="field" /></div><button id="out">out</button>'
  undo = listenForKeys(window)
})
afterEach(() => {
  undo()
  useCommandStore.setState({ commands: new Map() })
})

const press = (on: string, init: KeyboardEventInit): void => {
  document.getElementById(on)?.dispatchEvent(new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...init }))
}

describe('key handler', () => {
  it('runs single letters only while the table or the detail has the focus', () => {
    const run = vi.fn()
    registerCommands([command({ run })])
    press('out', { key: 'm' })
    press('field', { key: 'm' })
    expect(run).not.toHaveBeenCalled()
    press('in', { key: 'm' })
    expect(run).toHaveBeenCalledOnce()
  })

  it('runs a chord from everywhere, also while one types', () => {
    const run = vi.fn()
    registerCommands([command({ keys: 'Mod+K', run })])
    press('field', { key: 'k', ctrlKey: true })
    expect(run).toHaveBeenCalledOnce()
  })

  it('leaves a command alone that can not act now', () => {
    const run = vi.fn()
    registerCommands([command({ keys: 'Mod+K', run, when: () => false })])
    press('out', { key: 'k', ctrlKey: true })
    expect(run).not.toHaveBeenCalled()
  })

  it('does nothing while a dialog is open', () => {
    const run = vi.fn()
    registerCommands([command({ keys: 'Mod+K', run })])
    document.body.insertAdjacentHTML('beforeend', '<dialog open></dialog>')
    press('out', { key: 'k', ctrlKey: true })
    expect(run).not.toHaveBeenCalled()
  })
})

describe('remapping', () => {
  it('prefers the keys of the engineer, and none when they took them away', () => {
    expect(keysOf(command({}), {})).toBe('M')
    expect(keysOf(command({}), { 'email.move': 'Mod+M' })).toBe('Mod+M')
    expect(keysOf(command({}), { 'email.move': '' })).toBeNull()
  })

  it('finds a command by its new chord and no longer by the old one', () => {
    const own = { 'email.move': 'Mod+M' }
    const find = (init: KeyboardEventInit) => commandFor(new KeyboardEvent('keydown', init), [command({})], own)
    expect(find({ key: 'm', ctrlKey: true })?.id).toBe('email.move')
    expect(find({ key: 'm' })).toBeNull()
  })
})

it('forgets commands when they are taken back, but not the one that replaced them', () => {
  const takeBack = registerCommands([command({ name: 'old' })])
  registerCommands([command({ name: 'new' })])
  takeBack()
  expect(useCommandStore.getState().commands.get('email.move')?.name).toBe('new')
})
