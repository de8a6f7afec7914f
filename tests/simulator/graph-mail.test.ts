import { describe, expect, it } from 'vitest'
import { byMessageId, call, codeOf, dueReminder, simulator, valueOf } from './simulator-client'

const sim = simulator()
const select = '$select=id,parentFolderId,internetMessageId,subject,from,receivedDateTime'

const seen = async (address: string, subject = dueReminder) => {
  const { text } = await sim.admin(
    'GET',
    `/mailboxes/${encodeURIComponent(address)}/messages?subject=${encodeURIComponent(subject)}`,
  )
  return JSON.parse(text) as { id: string; ordinaryId: string; messageId: string; place: string; folderId: string }[]
}
const first = async (address: string, subject?: string) => {
  const [one] = await seen(address, subject)
  if (!one) throw new Error(`${address} has no such email.`)
  return one
}
const user = (address: string): string => sim.graph(`/users/${encodeURIComponent(address)}`)
const ana = 'ana.maria@northwind.example'

describe('finding by Message-ID', () => {
  it.each([ana, 'chidi.eze@northwind.example'])(
    'finds the email of %s when the id is encoded with care',
    async (address) => {
      const { messageId, folderId } = await first(address)
      const answer = await call(
        'GET',
        `${user(address)}/messages?${byMessageId(messageId)}&${select}`,
        await sim.bearer('northwind'),
      )
      expect(valueOf(answer)).toMatchObject([{ internetMessageId: messageId, parentFolderId: folderId }])
      expect(answer.headers.get('preference-applied')).toBe('IdType=ImmutableId')
    },
  )

  it('finds nothing without the angle brackets, or with a raw plus', async () => {
    const headers = await sim.bearer('northwind')
    const { messageId } = await first(ana)
    const bare = await call('GET', `${user(ana)}/messages?${byMessageId(messageId.slice(1, -1))}&${select}`, headers)
    const raw = await call(
      'GET',
      `${user(ana)}/messages?$filter=internetMessageId eq '${messageId}'&${select}`,
      headers,
    )
    expect([bare.status, valueOf(bare), raw.status, valueOf(raw)]).toEqual([200, [], 200, []])
  })

  it('takes ten clauses in one filter and refuses eleven, and any use of in', async () => {
    const headers = await sim.bearer('northwind')
    const { messageId } = await first(ana)
    const clauses = (count: number): string =>
      encodeURIComponent(
        Array.from(
          { length: count },
          (_, index) => `internetMessageId eq '${index === 0 ? messageId : `<${index}@x>`}'`,
        ).join(' or '),
      )
    const ask = (filter: string) => call('GET', `${user(ana)}/messages?$filter=${filter}&${select}`, headers)
    expect(valueOf(await ask(clauses(10)))).toHaveLength(1)
    expect(codeOf(await ask(clauses(11)))).toBe('InefficientFilter')
    expect(codeOf(await ask(encodeURIComponent(`internetMessageId in ('${messageId}')`)))).toBe(
      'ErrorInvalidUrlQueryFilter',
    )
  })

  it('shows both copies, and recoverable items only in their own folder', async () => {
    const headers = await sim.bearer('northwind')
    const priya = 'priya.ramanathan@northwind.example'
    const copies = await call(
      'GET',
      `${user(priya)}/messages?${byMessageId((await first(priya)).messageId)}&${select}`,
      headers,
    )
    expect(valueOf(copies)).toHaveLength(2)
    const ines = 'ines.duarte@northwind.example'
    const { messageId } = await first(ines)
    const visible = await call('GET', `${user(ines)}/messages?${byMessageId(messageId)}&${select}`, headers)
    const deleted = `${user(ines)}/mailFolders/recoverableitemsdeletions/messages?${byMessageId(messageId)}&${select}`
    expect(valueOf(visible)).toEqual([])
    expect(valueOf(await call('GET', deleted, headers))).toHaveLength(1)
  })

  it('finds by sender and time where the Message-ID is unknown', async () => {
    const bram = 'bram.dewit@northwind.example'
    const headers = await sim.bearer('northwind')
    const all = await call(
      'GET',
      `${user(bram)}/messages?${byMessageId((await first(bram)).messageId)}&${select}`,
      headers,
    )
    const received = Date.parse(String(valueOf(all)[0]?.['receivedDateTime']))
    const instant = (ms: number): string => new Date(ms).toISOString()
    const filter = `receivedDateTime ge ${instant(received - 600_000)} and receivedDateTime lt ${instant(received + 600_000)} and from/emailAddress/address eq 'no-reply@training.infimasec.example'`
    const found = await call('GET', `${user(bram)}/messages?$filter=${encodeURIComponent(filter)}&${select}`, headers)
    expect(valueOf(found).map((message) => message['subject'])).toContain(dueReminder)
  })

  it('answers an empty page with a link first when it has to scan a large mailbox', async () => {
    const headers = await sim.bearer('northwind')
    const filter = encodeURIComponent("from/emailAddress/address eq 'no-reply@training.infimasec.example'")
    const page = await call(
      'GET',
      `${user('milo.langstrom@northwind.example')}/messages?$filter=${filter}&${select}&$top=5`,
      headers,
    )
    expect(valueOf(page)).toEqual([])
    const next = await call('GET', String(page.json['@odata.nextLink']), headers)
    expect(valueOf(next)).toHaveLength(5)
    expect(next.json['@odata.nextLink']).toContain('$skip=5')
  })

  it('never tells a body and marks the request that asked', async () => {
    const answer = await call('GET', `${user(ana)}/messages?$select=id,bodyPreview`, await sim.bearer('northwind'))
    expect([answer.status, codeOf(answer)]).toEqual([403, 'ErrorAccessDenied'])
    expect((await sim.rows()).at(-1)?.notes).toEqual(['asked for the content of a message'])
  })
})

describe('moving', () => {
  const move = async (address: string, id: string, destinationId: string, headers: Record<string, string>) =>
    call('POST', `${user(address)}/messages/${encodeURIComponent(id)}/move`, headers, { destinationId })

  it('keeps the immutable id and changes the ordinary one', async () => {
    const headers = await sim.bearer('northwind')
    const before = await first(ana)
    const moved = await move(ana, before.id, 'inbox', headers)
    const after = await first(ana)
    expect([moved.status, moved.json['id'], after.place]).toEqual([201, before.id, 'Inbox'])
    expect(after.ordinaryId).not.toBe(before.ordinaryId)
    const stale = await call('GET', `${user(ana)}/messages/${encodeURIComponent(before.ordinaryId)}?${select}`, headers)
    expect([stale.status, codeOf(stale)]).toEqual([404, 'ErrorItemNotFound'])
  })

  it('answers with the new ordinary id when nobody prefers immutable ones', async () => {
    const { authorization = '' } = await sim.bearer('northwind')
    const before = await first(ana)
    const moved = await move(ana, before.ordinaryId, 'inbox', { authorization })
    expect(moved.json['id']).toBe((await first(ana)).ordinaryId)
    expect(moved.headers.get('preference-applied')).toBeNull()
  })

  it('takes mail out of recoverable items but puts none in', async () => {
    const headers = await sim.bearer('northwind')
    const ines = 'ines.duarte@northwind.example'
    const { id } = await first(ines)
    expect((await move(ines, id, 'inbox', headers)).status).toBe(201)
    expect((await move(ines, id, 'recoverableitemsdeletions', headers)).status).toBe(400)
    expect((await first(ines)).place).toBe('Inbox')
  })

  it('refuses without Mail.ReadWrite, though reading works', async () => {
    await sim.admin('POST', '/tenants/northwind/grants', { grants: ['Mail.ReadBasic.All'] })
    const headers = await sim.bearer('northwind')
    const { id } = await first(ana)
    expect((await call('GET', `${user(ana)}/messages/${encodeURIComponent(id)}?${select}`, headers)).status).toBe(200)
    expect(codeOf(await move(ana, id, 'inbox', headers))).toBe('ErrorAccessDenied')
  })

  it('says what is wrong with an id or a destination', async () => {
    const headers = await sim.bearer('northwind')
    const { id } = await first(ana)
    expect(codeOf(await move(ana, 'cut', 'inbox', headers))).toBe('ErrorInvalidIdMalformed')
    expect(codeOf(await move(ana, `${id.slice(0, -4)}QQ==`, 'inbox', headers))).toBe('ErrorItemNotFound')
    expect(codeOf(await move(ana, id, 'clutter', headers))).toBe('ErrorItemNotFound')
  })

  it('deletes nothing', async () => {
    const headers = await sim.bearer('northwind')
    const { id } = await first(ana)
    const answer = await call('DELETE', `${user(ana)}/messages/${encodeURIComponent(id)}`, headers)
    expect(answer.status).toBe(405)
    expect(await seen(ana)).toHaveLength(1)
    expect((await sim.rows()).at(-1)).toMatchObject({ method: 'DELETE', notes: ['tried to delete'] })
  })
})

describe('folders', () => {
  it('knows folders by well-known name in a German mailbox', async () => {
    const headers = await sim.bearer('northwind')
    const names = await Promise.all(
      ['inbox', 'junkemail', 'deleteditems', 'archive'].map(
        async (name) =>
          (await call('GET', `${user('greta.vogel@northwind.example')}/mailFolders/${name}`, headers)).json[
            'displayName'
          ],
      ),
    )
    expect(names).toEqual(['Posteingang', 'Junk-E-Mail', 'Gelöschte Elemente', 'Archiv'])
  })

  it('lists the top level page by page, without hidden folders unless asked', async () => {
    const headers = await sim.bearer('northwind')
    const usual = await call('GET', `${user(ana)}/mailFolders`, headers)
    const all = await call('GET', `${user(ana)}/mailFolders?includeHiddenFolders=true&$top=250`, headers)
    const names = valueOf(all).map((folder) => folder['displayName'])
    expect(valueOf(usual).length).toBeLessThanOrEqual(10)
    expect(names).toContain('Sync Issues')
    expect(names).not.toContain('Recoverable Items')
    expect(names).not.toContain('Training')
  })

  it('tells the whole tree flat by delta, and nothing new afterwards', async () => {
    const headers = { ...(await sim.bearer('northwind')), prefer: 'odata.maxpagesize=50' }
    const round = await call(
      'GET',
      `${user('oskar.lindqvist@northwind.example')}/mailFolders/delta?$select=displayName,parentFolderId`,
      headers,
    )
    expect(valueOf(round).map((folder) => folder['displayName'])).toEqual(
      expect.arrayContaining(['Projects', 'Security', 'Training']),
    )
    expect(valueOf(await call('GET', String(round.json['@odata.deltaLink']), headers))).toEqual([])
  })
})

describe('the directory', () => {
  it('finds by sign-in name, mail and alias, each its own way', async () => {
    const headers = await sim.bearer('northwind')
    const zoe = 'zoe.marchetti@northwind.example'
    const filtered = async (filter: string) =>
      valueOf(await call('GET', sim.graph(`/users?$filter=${encodeURIComponent(filter)}&$select=id,mail`), headers))
    expect(codeOf(await call('GET', sim.graph(`/users/${zoe}`), headers))).toBe('Request_ResourceNotFound')
    expect(await filtered(`mail eq '${zoe}' or userPrincipalName eq '${zoe}'`)).toMatchObject([{ mail: zoe }])
    expect(await filtered("proxyAddresses/any(p:p eq 'smtp:zoe@northwind.example')")).toMatchObject([{ mail: zoe }])
    expect(await filtered("mail eq 'fiona.o''brien@northwind.example'")).toHaveLength(1)
  })

  it('knows who has no mailbox, who is suspended and who was removed', async () => {
    const headers = await sim.bearer('northwind')
    const lena = await call('GET', `${user('lena.brandstatter@northwind.example')}/messages?${select}`, headers)
    const karl = await call('GET', `${user('karl.svenningsen@northwind.example')}?$select=accountEnabled`, headers)
    const olga = await call('GET', user('olga.petrenko@northwind.example'), headers)
    expect([lena.status, codeOf(lena)]).toEqual([404, 'MailboxNotEnabledForRESTAPI'])
    expect(karl.json['accountEnabled']).toBe(false)
    expect(codeOf(olga)).toBe('Request_ResourceNotFound')
    const bin = await call(
      'GET',
      sim.graph('/directory/deletedItems/microsoft.graph.user?$select=displayName'),
      headers,
    )
    expect(valueOf(bin).map((one) => one['displayName'])).toContain('Olga Petrenko')
  })

  it('pages people and refuses pages that are too large', async () => {
    const headers = await sim.bearer('northwind')
    const page = await call('GET', sim.graph('/users?$select=id'), headers)
    expect(valueOf(page)).toHaveLength(100)
    expect(valueOf(await call('GET', String(page.json['@odata.nextLink']), headers)).length).toBeGreaterThan(50)
    expect((await call('GET', sim.graph('/users?$top=1000'), headers)).status).toBe(400)
  })
})
