import { DatabaseSync } from '@photostructure/sqlite'
import { expect, it } from 'vitest'
import { openEngine } from './engine'
import { migrate } from './migrations/migrate'
import { tempFiles } from './testing/fixtures'
import { noon } from './testing/records'

const open = async (file: string) => {
  const engine = openEngine(file, 20)
  await migrate(engine, noon)
  const names = async (): Promise<string[]> =>
    (await engine.rows(engine.build.selectFrom('facts').select('name').orderBy('name'))).map((row) => row.name)
  const fact = (name: string) => engine.build.insertInto('facts').values({ name, value: '' })
  return { engine, names, fact }
}

it('says that another program holds the ledger, and goes on once it is free', async () => {
  const { file } = tempFiles()
  const { engine, names, fact } = await open(file)
  const other = new DatabaseSync(file)
  other.exec('begin immediate')
  await expect(engine.run(fact('a'))).rejects.toMatchObject({ code: 'ledger-busy' })
  await expect(engine.transaction((tx) => tx.run(fact('a')))).rejects.toMatchObject({ code: 'ledger-busy' })
  other.exec('rollback')
  other.close()
  await engine.transaction((tx) => tx.run(fact('a')))
  expect(await names()).toEqual(['a'])
  engine.close()
})

it('runs overlapping transactions one after the other and shows none of them half done', async () => {
  const { engine, names, fact } = await open(tempFiles().file)
  const order: string[] = []
  const write = (name: string) =>
    engine.transaction(async (tx) => {
      order.push(`${name} begins`)
      await tx.run(fact(`${name}1`))
      await Promise.resolve()
      await tx.run(fact(`${name}2`))
      order.push(`${name} ends`)
    })
  const work = [write('a'), write('b'), write('c')]
  const seen = await names()
  await Promise.all(work)
  expect(order).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends'])
  expect(seen.length % 2).toBe(0)
  expect(await names()).toHaveLength(6)
  engine.close()
})

it('takes back a transaction that fails and lets the next one through', async () => {
  const { engine, names, fact } = await open(tempFiles().file)
  const failing = engine.transaction(async (tx) => {
    await tx.run(fact('a'))
    throw new Error('changed my mind')
  })
  const next = engine.transaction((tx) => tx.run(fact('b')))
  await expect(failing).rejects.toThrow('changed my mind')
  await next
  expect(await names()).toEqual(['b'])
  engine.close()
})
