import { afterAll, describe, expect, it } from 'vitest'
import { previewFile } from '../../src/main/sources/file/read-file'
import { createLogFiles, readWhole } from '../../src/main/sources/file/testing/log-files'
import { Failure } from '../../src/shared/model'
import { damages } from './damage'

const files = createLogFiles()
afterAll(() => files.remove())

describe('a damaged file', () => {
  it.each(damages)('with $what is told of by line, field and reason, and loses nothing else', async (damage) => {
    const path = files.write(damage.body(), damage.name)
    if (damage.file !== undefined) {
      const refusal: unknown = await previewFile(path, { method: 'smtp' }).catch((error: unknown) => error)
      expect(refusal).toBeInstanceOf(Failure)
      expect((refusal as Failure).facts).toMatchObject({ code: 'bad-input', field: 'file' })
      expect((refusal as Failure).message).toContain(damage.file)
      return
    }
    const { emails, refused, stopped } = await readWhole(path)
    expect(refused.map(({ line, field }) => [line, field])).toEqual(
      (damage.rows ?? []).map(([line, field]) => [line, field]),
    )
    for (const [at, [, , reason]] of (damage.rows ?? []).entries()) expect(refused[at]?.reason).toContain(reason)
    if (damage.stopped === undefined) expect(stopped).toBeNull()
    else expect(stopped).toContain(damage.stopped)
    if (damage.taken === undefined) expect(emails.length).toBeGreaterThan(1_000)
    else expect(emails).toHaveLength(damage.taken)
  })

  it('comes in more than thirty kinds', () => expect(damages.length).toBeGreaterThan(30))
})
