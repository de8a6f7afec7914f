import { expect, it } from 'vitest'
import { aTenant } from '../../ledger/testing/records'
import { draftOf } from './draft-of'
import { settingsOf } from './settings-of'

it('leaves a log’s sign-in as it was set on its own page when the tenant is connected again', () => {
  const auth = {
    kind: 'oauth-client-credentials',
    tokenUrl: 'https://log.example/token',
    clientId: 'c1',
    scope: '',
  } as const
  const [source] = aTenant().logSources
  if (source?.kind !== 'http') throw new Error('The tenant has no HTTP log.')
  const before = { ...aTenant(), logSources: [{ ...source, id: 'http', auth }] }
  const draft = draftOf(before, { id: 'd1', changedAt: '2026-11-02T09:00:00Z', copy: false })
  const after = settingsOf({ ...draft, log: { ...draft.log!, base: 'https://other.example' } }, before.id, before, null)
  expect(after.logSources).toEqual([{ ...source, id: 'http', auth, base: 'https://other.example' }])
})
