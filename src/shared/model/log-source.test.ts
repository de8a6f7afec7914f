import { expect, test } from 'vitest'
import { fileSourceId } from './import'
import { provesSending } from './log-source'

test('a log proves that an email was sent; a file or a mailbox that is scanned proves nothing', () => {
  for (const log of ['http', 'gophish', 'gophish-1f2e3d4c']) expect(provesSending(log), log).toBe(true)
  for (const found of [fileSourceId, 'mailbox-scan', 'mailbox-scan-1f2e3d4c'])
    expect(provesSending(found), found).toBe(false)
})
