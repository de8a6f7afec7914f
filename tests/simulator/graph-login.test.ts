import { describe, expect, it } from 'vitest'
import { call, codeOf, simulator } from './simulator-client'

const sim = simulator()

describe('sign-in', () => {
  it('gives a token whose roles are the grants', async () => {
    const { json } = await sim.askToken('northwind')
    const claims = JSON.parse(
      Buffer.from(String(json['access_token']).split('.')[1] ?? '', 'base64url').toString(),
    ) as Record<string, unknown>
    expect(json['expires_in']).toBe(3599)
    expect(claims).toMatchObject({
      aud: 'https://graph.microsoft.com',
      roles: ['User.Read.All', 'Mail.ReadWrite', 'MailboxSettings.Read', 'Mail.Send'],
    })
  })

  it.each([
    ['a wrong secret', { client_secret: 'nonsense' }, undefined, 401, 7000215],
    ['an unknown app', { client_id: '00000000-0000-4000-8000-000000000000' }, undefined, 400, 700016],
    ['an unknown tenant', {}, 'nowhere.example', 400, 90002],
    ['another resource', { scope: 'https://elsewhere.example/.default' }, undefined, 400, 500011],
    ['a scope of delegated sign-in', { scope: 'https://graph.microsoft.com/Mail.Read' }, undefined, 400, 1002012],
  ])('refuses %s', async (_, over, directory, status, code) => {
    const answer = await sim.askToken('northwind', over as unknown as Record<string, string>, directory)
    expect(answer.status).toBe(status)
    expect(answer.json['error_codes']).toEqual([code])
    expect(answer.json['error_description']).toContain(`AADSTS${code}: `)
  })

  it('takes any secret that has not ended, and says which one has', async () => {
    const added = async (endsInSeconds: number) =>
      String(
        (await sim.admin('POST', '/tenants/northwind/credentials', { kind: 'secret', endsInSeconds })).json[
          'clientSecret'
        ],
      )
    const second = await added(60)
    const over = await added(-60)
    expect((await sim.askToken('northwind', { client_secret: second })).status).toBe(200)
    expect((await sim.askToken('northwind')).status).toBe(200)
    expect((await sim.askToken('northwind', { client_secret: over })).json['error_codes']).toEqual([7000222])
  })

  it('still gives a token after the consent was revoked, without roles', async () => {
    const headers = await sim.bearer('fabrikam')
    const users = await call('GET', sim.graph('/users?$top=1'), headers)
    const mail = await call('GET', sim.graph('/users/j.weiss@fabrikam.example/messages?$select=id'), headers)
    expect([users.status, codeOf(users)]).toEqual([403, 'Authorization_RequestDenied'])
    expect([mail.status, codeOf(mail)]).toEqual([403, 'ErrorAccessDenied'])
  })

  it('lets an old token work on after the consent was revoked, and only new ones lack it', async () => {
    const old = await sim.bearer('northwind')
    await sim.admin('POST', '/tenants/northwind/grants', { grants: [] })
    expect((await call('GET', sim.graph('/users?$top=1'), old)).status).toBe(200)
    expect((await call('GET', sim.graph('/users?$top=1'), await sim.bearer('northwind'))).status).toBe(403)
  })

  it('ends a token at its time', async () => {
    await sim.admin('POST', '/tenants/northwind/grants', { tokenSeconds: 0 })
    const answer = await call('GET', sim.graph('/users?$top=1'), await sim.bearer('northwind'))
    expect([answer.status, codeOf(answer)]).toEqual([401, 'InvalidAuthenticationToken'])
  })

  it('keeps secrets out of its request log', async () => {
    await sim.askToken('northwind', { client_secret: 'a-secret-to-look-for' })
    const text = JSON.stringify(await sim.rows())
    expect(text).toContain('client_credentials')
    expect(text).not.toContain('a-secret-to-look-for')
  })
})
