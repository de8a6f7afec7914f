import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'

/** Something that must show nowhere, by a name that may. */
export interface Canary {
  readonly name: string
  readonly value: string
}

/** Where which secret was found, and in what form. */
export interface Leak {
  readonly where: string
  readonly secret: string
  readonly form: string
}

/**
 * Base64 of a text wherever it begins inside what was encoded: the three alignments, without the characters at either end
 * that depend on what stands beside it.
 */
const base64Cores = (value: string): readonly string[] =>
  [0, 1, 2].map((shift) => {
    const bytes = Buffer.concat([Buffer.alloc(shift, 0x20), Buffer.from(value, 'utf8')])
    const whole = bytes.toString('base64').replace(/=+$/, '')
    const from = Math.ceil((shift * 8) / 6)
    const to = Math.floor((bytes.length * 8) / 6)
    return whole.slice(from, to)
  })

/** Every form in which a secret could be written down. Line breaks of a key are what each form makes of them. */
const formsOf = ({ value }: Canary): readonly (readonly [form: string, text: string])[] => [
  ['plain', value],
  ['JSON', JSON.stringify(value).slice(1, -1)],
  ['URL-encoded', encodeURIComponent(value)],
  ['form-encoded', new URLSearchParams({ x: value }).toString().slice(2)],
  ['hex', Buffer.from(value, 'utf8').toString('hex')],
  ['UTF-16', Buffer.from(value, 'utf16le').toString('latin1')],
  ...base64Cores(value).map((core) => ['base64', core] as const),
  ...base64Cores(value).map((core) => ['base64url', core.replaceAll('+', '-').replaceAll('/', '_')] as const),
]

/** A long secret as the lines of it that stand for the whole: a key's first and last line are known to everybody. */
export const canariesOf = (name: string, value: string): readonly Canary[] => {
  const lines = value.split('\n').filter((line) => line.length >= 12 && !line.startsWith('-----'))
  return lines.map((line, at) => ({ name: lines.length === 1 ? name : `${name}, line ${at + 1}`, value: line }))
}

/** The secrets that stand in a text in any form, each once. */
export const leaksIn = (where: string, content: Buffer | string, canaries: readonly Canary[]): readonly Leak[] => {
  const text = typeof content === 'string' ? content : content.toString('latin1')
  const found = canaries.flatMap((canary) => {
    const hit = formsOf(canary).find(([, written]) => text.includes(written))
    return hit ? [{ where, secret: canary.name, form: hit[0] }] : []
  })
  return found
}

/** The secrets that stand in any file of a folder or below, by its path and its name. */
export const leaksUnder = (folder: string, canaries: readonly Canary[]): readonly Leak[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .flatMap((entry) => {
      const path = join(entry.parentPath, entry.name)
      const where = relative(folder, path)
      return [...leaksIn(`name of ${where}`, where, canaries), ...leaksIn(where, readFileSync(path), canaries)]
    })
