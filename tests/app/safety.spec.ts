import { actors, expect, openActorsEmail, test } from './fixtures'

/** The only requests that the app may ever make, by method and path below the server's root. */
const allowed: readonly RegExp[] = [
  /^POST \/login\/[^/]+\/oauth2\/v2\.0\/token$/,
  /^POST \/graph\/v1\.0\/\$batch$/,
  /^GET \/graph\/v1\.0\/users(\/[^/]+)?$/,
  /^GET \/graph\/v1\.0\/users\/[^/]+\/messages(\/[^/]+)?$/,
  /^GET \/graph\/v1\.0\/users\/[^/]+\/mailFolders(\/[^/]+)?(\/childFolders|\/messages)?$/,
  /^POST \/graph\/v1\.0\/users\/[^/]+\/messages\/[^/]+\/move$/,
  /^POST \/google-token\/token$/,
  /^POST \/gmail\/batch\/gmail\/v1$/,
  /^GET \/gmail\/gmail\/v1\/users\/[^/]+\/(messages(\/[^/]+)?|labels)$/,
  /^POST \/gmail\/gmail\/v1\/users\/[^/]+\/messages\/[^/]+\/modify$/,
  /^GET \/google-directory\/admin\/directory\/v1\/users(\/[^/]+)?$/,
  /^GET \/sent-log\/v1\//,
]

test('makes only documented reads, moves to the Inbox and exact undos in a whole run', async ({ open, admin }) => {
  const opened = await open()
  const { folderId } = await admin.onlyCopy(actors[0].address, actors[0].subject)
  for (const actor of actors) {
    await openActorsEmail(opened, actor)
    await opened.screen.button('Move to Inbox').click()
    await expect(opened.screen.button('Undo')).toBeEnabled()
    await opened.screen.button('Undo').click()
    await expect(opened.screen.row(actor.subject)).toContainText(actor.before)
  }
  const requests = await admin.requests()
  expect(requests.length).toBeGreaterThan(10)
  const callOf = (request: { method: string; url: string }) => {
    const path = request.url.replace(/^https?:\/\/[^/]+/, '').split('?')[0]!
    return `${request.method} ${path}`
  }
  const strangers = requests.map(callOf).filter((call) => !allowed.some((pattern) => pattern.test(call)))
  expect(strangers).toEqual([])

  // Without a selection both providers answer with the body.
  const reads = requests.filter(({ method, url }) => method === 'GET' && /\/messages\/[^/?]+(\?|$)/.test(url))
  expect(reads.length).toBeGreaterThan(0)
  const unselected = reads.filter(({ url }) => !/[?&](\$|%24)select=|[?&]format=(minimal|metadata)/.test(url))
  expect(unselected).toEqual([])

  const asksForBodies = requests.filter(({ url }) =>
    /[,=](body|bodyPreview|uniqueBody|attachments)\b|format=(full|raw)/.test(url),
  )
  expect(asksForBodies).toEqual([])

  const writes = requests.filter(({ method, url }) => method === 'POST' && /\/(move|modify)(\?|$)/.test(url))
  const bodies = writes.map(({ body }) => (typeof body === 'string' ? (JSON.parse(body) as unknown) : body))
  expect(bodies).toEqual([
    { destinationId: 'inbox' },
    { destinationId: folderId },
    { addLabelIds: ['INBOX'], removeLabelIds: [] },
    { addLabelIds: [], removeLabelIds: ['INBOX'] },
  ])
})
