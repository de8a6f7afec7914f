import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { openScene, type ProviderProfile, type Scene } from '../helpers/provider-scene'
import { everyCall, lineOf } from '../helpers/provider-requests'
import { finding } from './finding'
import { moving } from './moving'
import { resolving } from './resolving'
import { trouble } from './trouble'

/**
 * What every mail provider does, whatever its protocol: run against the real adapter, over HTTP, against the simulated
 * server. A provider's test file calls it once with its profile. The behaviours themselves are in resolving.ts, finding.ts,
 * trouble.ts and moving.ts; what they stand on is in ../helpers/provider-*.ts.
 */
export const behaviour = (profile: ProviderProfile): void => {
  describe(profile.name, () => {
    let scene: Scene | null = null
    const open = (): Scene => {
      if (!scene) throw new Error('The scene is opened before all tests.')
      return scene
    }
    beforeAll(async () => {
      scene = await openScene(profile)
    })
    afterEach(() => open().admin('DELETE', '/faults'))
    afterAll(() => scene?.stop())

    describe('a person', () => resolving(open))
    describe('locating', () => finding(open))
    describe('trouble', () => trouble(open))
    describe('moving', () => moving(open))

    it('makes no request in the whole run but the documented ones, and none that deletes', () => {
      const calls = everyCall(open())
      expect(calls.length).toBeGreaterThan(100)
      const foreign = calls.filter((row) => !profile.allowed.some((one) => one.test(lineOf(row))))
      expect([...new Set(foreign.map(lineOf))]).toEqual([])
      expect(calls.filter((row) => row.method === 'DELETE')).toEqual([])
    })
  })
}
