import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { openLedgerHere } from '../../src/main/ledger/store'
import { systemClock } from '../../src/main/net/clock'
import { createTransport } from '../../src/main/net/create-transport'
import { createProviders } from '../../src/main/providers/registry'
import { createResyncService } from '../../src/main/services/directory/resync'
import { createJobs } from '../../src/main/services/jobs'
import { createSourceReadings } from '../../src/main/services/log-sources/source-readings'
import type { ServiceParts } from '../../src/main/services/parts'
import { tenantSecrets, tenantSettings } from '../../src/main/tenants/settings'
import type { PeopleQuery } from '../../src/shared/model'
import { startServer, type RunningServer } from '../../src/simulator/server'

const peopleCount = 100_000
const changedCount = 500
/** What each page of the directory takes at least, in milliseconds. */
const latencyMs = 120
const ratioMust = 1.3
const openMust = 100
const keyMust = 50
/** Megabytes above idle while everybody is read. */
const memoryMust = 400

const round = (value: number): number => Math.round(value * 100) / 100
const workspace = z.object({
  tenants: z.array(z.object({ settings: tenantSettings, secrets: tenantSecrets })),
})

const given = ['Ana', 'Jürgen', 'Chloé', 'Bram', 'Noa', 'Priya', 'Tomás', 'Inês', 'Oskar', 'Layla', 'Milo', 'Signe']
const family = ['Núñez', 'Weiß', 'Dupont', 'de Wit', 'Haddad', 'Raman', 'Silveira', 'Duarte', 'Lindqvist', 'Aalto']

const fill = (server: RunningServer, key: string): void => {
  const tenant = server.context.find.tenantByKey(key)
  if (!tenant) throw new Error(`The demo server has no tenant ${key}.`)
  for (let at = tenant.people.length; at < peopleCount; at += 1) {
    const [givenName, familyName] = [given[at % given.length]!, `${family[at % family.length]!} ${at}`]
    const address = `person${at}@bench.example`
    tenant.people.push({
      ...{ id: `pe_${at}`, directoryId: tenant.provider === 'google' ? `1${at}` : `guid-${at}` },
      ...{ name: `${givenName} ${familyName}`, givenName, familyName, address, signInName: address },
      ...{ aliases: [`p${at}@alias.bench.example`], status: 'active', hasMailbox: true, isAdmin: false },
      risk: { testsSent: 0, testsClicked: 0, testsReported: 0, trainingOverdue: 0 },
    })
  }
}

const openTenant = async (key: string, folder: string) => {
  const server = await startServer({ seed: 1 })
  fill(server, key)
  const answer = await fetch(`${server.bases.admin}/workspace`)
  const connected = workspace.parse(await answer.json()).tenants.find(({ settings }) => settings.id === key)!
  await fetch(`${server.bases.admin}/faults`, {
    method: 'POST',
    body: JSON.stringify(['graph', 'google-directory'].map((service) => ({ service, latencyMs }))),
  })
  const ledger = await openLedgerHere({
    file: join(folder, `${key}.sqlite`),
    keyFile: join(folder, `${key}.key`),
  })
  await ledger.putTenant(connected.settings)
  const { connection } = connected.settings
  const transport = createTransport({
    fetch,
    clock: systemClock,
    random: Math.random,
    basesOf: () => (connection.provider === 'manual' ? [] : Object.values(connection.endpoints)),
  })
  const { providerOf } = createProviders({
    transport,
    clock: systemClock,
    settingsOf: () => Promise.resolve(connected.settings),
    secretsOf: () => connected.secrets,
  })
  let lastId = 0
  const parts: ServiceParts = {
    ...{ ledger, clock: systemClock, emit: () => undefined, providerOf, readings: createSourceReadings() },
    sourcesOf: () => Promise.resolve([]),
    engineer: () => 'bench',
    newId: () => `id-${(lastId += 1)}`,
    reportBug: (error) => process.stderr.write(`${String(error)}\n`),
  }
  const jobs = createJobs(parts)
  const resyncs = createResyncService(parts, jobs, () => Promise.reject(new Error('not measured')))
  const resync = async (full: boolean): Promise<number> => {
    const from = performance.now()
    const { id } = await resyncs.resync(key, { full })
    for (;;) {
      const job = jobs.list().find((one) => one.id === id)
      if (job?.state === 'failed') throw new Error(job.error?.message)
      if (job?.state !== 'running') return performance.now() - from
      await systemClock.sleep(5)
    }
  }
  const pages = (): number => server.requests().filter(({ service }) => /graph|directory/.test(service)).length
  return { server, ledger, resync, pages }
}

const all: PeopleQuery = { text: '', status: null, mailbox: null, agreement: null, by: 'name', descending: false }

/** Everybody of a large tenant read, then what changed, against pages x latency; and the list over them, from the ledger. */
export const run = async () => {
  const folder = mkdtempSync(join(tmpdir(), 'whereabouts-bench-'))
  const figures: Record<string, unknown> = { people: peopleCount, latencyMs }
  const missed: string[] = []
  const must = (name: string, value: number, most: number): void => {
    figures[name] = round(value)
    if (value > most) missed.push(`${name} is ${round(value)}, at most ${most}.`)
  }
  try {
    for (const key of ['northwind', 'contoso']) {
      const { server, ledger, resync, pages } = await openTenant(key, folder)
      const idle = process.memoryUsage().rss
      let peak = idle
      const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 100)
      const before = pages()
      const fullMs = await resync(true)
      const fullPages = pages() - before
      clearInterval(watch)
      figures[`${key}: full`] = round(fullMs)
      must(`${key}: full / (pages x latency)`, fullMs / (fullPages * latencyMs), ratioMust)
      must(`${key}: megabytes above idle`, (peak - idle) / 1_048_576, memoryMust)
      const tenant = server.context.find.tenantByKey(key)!
      for (const person of tenant.people.slice(1_000, 1_000 + changedCount))
        server.context.apply({
          kind: 'directory',
          tenant: key,
          person: person.id,
          change: { name: `Changed ${person.name}` },
          platform: true,
        })
      const between = pages()
      const changesMs = await resync(false)
      figures[`${key}: changes`] = round(changesMs)
      must(`${key}: changes / (pages x latency)`, changesMs / ((pages() - between) * latencyMs), ratioMust)

      if (key === 'northwind') {
        const timed = async (query: PeopleQuery): Promise<number> => {
          const from = performance.now()
          await ledger.pageOfPeople(key, query, 0, 60)
          return performance.now() - from
        }
        figures['list made anew'] = round(await timed(all))
        must('page from the ledger', await timed(all), openMust)
        const keys: number[] = []
        for (const text of ['b', 'br', 'bra', 'bram', 'bram 5', 'person77', 'priya raman', 'a', 'an', 'ana'])
          keys.push(await timed({ ...all, text, by: 'match' }))
        must('slowest key in its search', Math.max(...keys), keyMust)
      }
      await ledger.close()
      await server.stop()
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  return { figures, missed }
}
