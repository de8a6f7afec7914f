import { afterEach, expect, it } from 'vitest'
import type { ConnectDraft } from '../../src/shared/model'
import { startServer, type RunningServer } from '../../src/simulator/server'
import { keyFileOf, openDesk, type Desk } from './connecting'

const minute = 60_000
let server: RunningServer | null = null
let desk: Desk | null = null
afterEach(async () => {
  await desk?.close()
  await server?.stop()
})

/** A workspace beside a server whose clock stands so many milliseconds apart from ours. */
const openBeside = async (apart = 0): Promise<Desk> => {
  server = await startServer({ seed: 7, now: () => Date.now() + apart })
  return (desk = await openDesk({ server }))
}
const kinds = ['microsoft', 'google'] as const
/** A draft with everything that it needs to sign in: a Microsoft one by a certificate that was uploaded. */
const whole = async (at: Desk, kind: (typeof kinds)[number]): Promise<ConnectDraft> => {
  const { id } = await at.draftOf(kind)
  if (kind === 'google')
    return at.connect.putSecret(id, {
      kind: 'service-account-key',
      value: keyFileOf(at.tenantOf('google')),
      passphrase: null,
      expiresAt: null,
    })
  at.connect.change(id, { microsoft: { signIn: 'certificate' } })
  const made = await at.connect.makeCertificate(id)
  const certificate = made.held[0]?.publicPart
  await at.admin('POST', `/tenants/${at.tenantOf('microsoft').key}/credentials`, { kind: 'certificate', certificate })
  return made
}
const typed = ({ name, domains, microsoft, google, log, held }: ConnectDraft) => ({
  ...{ name, domains, microsoft, google, log, held },
})

it.each([
  ['microsoft', 10, '10 minutes ahead of Microsoft’s', 'AADSTS700024'],
  ['google', 10, '10 minutes ahead of Google’s', 'invalid_grant'],
  ['microsoft', -180, '3 hours behind Microsoft’s', 'AADSTS700024'],
  ['google', -180, '3 hours behind Google’s', 'invalid_grant'],
] as const)(
  'says to %s that this computer’s clock is off by %i minutes',
  async (kind, minutes, words, providerCode) => {
    const at = await openBeside(-minutes * minute)
    const draft = await whole(at, kind)
    const checked = await at.connect.check(draft.id)
    expect(checked.grant?.rows[0]).toMatchObject({
      capability: 'sign-in',
      providerCode,
      detail: expect.stringMatching(new RegExp(`clock is ${words}.*set this computer’s clock`)) as string,
    })
    expect(checked.grant?.rows.slice(1).map(({ state }) => state)).toEqual(Array(5).fill('unknown'))
    expect(typed(checked)).toEqual(typed(draft))
  },
)

it.each(kinds)('says that a page came instead of an answer, and of which address (%s)', async (kind) => {
  const at = await openBeside()
  const draft = await whole(at, kind)
  const service = kind === 'microsoft' ? 'login' : 'google-token'
  await at.admin('POST', '/faults', [{ service, fault: { kind: 'html' } }])
  const checked = await at.connect.check(draft.id)
  const host = new URL(at.server.bases.login).host
  for (const row of checked.grant?.rows ?? [])
    expect(row).toMatchObject({
      state: 'unknown',
      detail: expect.stringMatching(new RegExp(`^${host} answered with a page.*check its address`)) as string,
    })
  expect(typed(checked)).toEqual(typed(draft))
})

it('tells an expired secret from a wrong one, and who makes a new one', async () => {
  const at = await openBeside()
  const draft = await at.draftOf('microsoft')
  const { clientSecret } = (await at.admin('POST', `/tenants/${at.tenantOf('microsoft').key}/credentials`, {
    kind: 'secret',
    endsInSeconds: -5,
  })) as { clientSecret: string }
  await at.connect.putSecret(draft.id, {
    kind: 'client-secret',
    value: clientSecret,
    passphrase: null,
    expiresAt: null,
  })
  expect((await at.connect.check(draft.id)).grant?.rows[0]).toMatchObject({
    state: 'missing',
    providerCode: 'AADSTS7000222',
    remedy: expect.stringMatching(/has expired: whoever manages the app’s registration/) as string,
  })
})
