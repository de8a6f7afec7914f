import { expect, it } from 'vitest'
import { packAsar } from './asar.mjs'

it('packs files so that the index leads back to their contents', () => {
  const files = { 'package.json': '{"name":"ä"}', 'main.js': 'start()' }
  const packed = packAsar(files)
  const length = packed.readUInt32LE(12)
  const contents = 8 + packed.readUInt32LE(4)
  expect(packed.readUInt32LE(0)).toBe(4)
  expect(contents % 4).toBe(0)
  const index = JSON.parse(packed.toString('utf8', 16, 16 + length))
  const found = Object.entries(index.files).map(([name, { size, offset }]) => {
    const start = contents + Number(offset)
    return [name, packed.toString('utf8', start, start + size)]
  })
  expect(Object.fromEntries(found)).toEqual(files)
})
