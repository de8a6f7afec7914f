import { describe, expect, it } from 'vitest'
import { isInstalled } from './dependencies.mjs'

const lock = {
  packages: {
    '': { name: 'app' },
    'node_modules/a': { version: '1.0.0' },
    'node_modules/other-platform': { version: '2.0.0', optional: true },
  },
}

describe('comparing node_modules with the lockfile', () => {
  it('accepts what was installed, without the builds for other platforms', () => {
    expect(isInstalled(lock, { packages: { 'node_modules/a': { version: '1.0.0' } } })).toBe(true)
  })

  it('refuses another version', () => {
    expect(isInstalled(lock, { packages: { 'node_modules/a': { version: '1.0.1' } } })).toBe(false)
  })

  it('refuses a missing package', () => {
    expect(isInstalled(lock, { packages: {} })).toBe(false)
  })

  it('refuses a package that the lockfile no longer has', () => {
    const packages = { 'node_modules/a': { version: '1.0.0' }, 'node_modules/b': { version: '1.0.0' } }
    expect(isInstalled(lock, { packages })).toBe(false)
  })
})
