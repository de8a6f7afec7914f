import { describe, expect, it } from 'vitest'
import { checkNode } from './node-version.mjs'
import { notFound } from './system-libraries.mjs'

describe('the Node version', () => {
  it.each(['20.19.0', '22.0.0', '25.1.0'])('accepts %s', (version) => {
    expect(() => checkNode(version)).not.toThrow()
  })

  it.each(['18.20.0', '20.18.9'])('refuses %s and says what to do', (version) => {
    expect(() => checkNode(version)).toThrow(/needs 20\.19 or later.*Install/s)
  })
})

describe('what ldd prints', () => {
  it('gives the libraries that were not found, each once', () => {
    const printed = '\tlibgtk-3.so.0 => not found\n\tlibc.so.6 => /lib/libc.so.6 (0x1)\n\tlibgtk-3.so.0 => not found\n'
    expect(notFound(printed)).toEqual(['libgtk-3.so.0'])
  })

  it('gives none when all are there', () => {
    expect(notFound('\tlibc.so.6 => /lib/libc.so.6 (0x1)\n')).toEqual([])
  })
})
