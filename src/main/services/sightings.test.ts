import { expect, test } from 'vitest'
import { platformProfile } from '../../shared/model'
import type { EmailRecord } from '../ledger/ledger'
import type { FoundCopy } from '../providers/provider'
import { proofOf, strangerReason } from './sightings'

const platform = platformProfile.parse({ senderDomains: ['awareness.example'], senderAddresses: [] })
const from = (sender: string, sources: readonly string[]) =>
  strangerReason(
    { match: 'exact', messageId: '<m@x>', sender, headers: [] } as unknown as FoundCopy,
    { messageId: '<m@x>', sender, sources } as EmailRecord,
    platform,
  )

test.each([['imported-file'], ['mailbox-scan'], ['mailbox-scan-1f2e3d4c']])(
  'an email that only %s told of is ours when it comes from the platform, and no stranger’s is',
  (source) => {
    expect(from('training@awareness.example', [source])).toBeNull()
    expect(from('colleague@northwind.example', [source])).toBe('not-platform-sender')
    expect(from('x@notawareness.example', [source])).toBe('not-platform-sender')
    // What a log tells of beside it is ours whoever sends for the platform.
    expect(from('colleague@northwind.example', [source, 'http'])).toBeNull()
  },
)

test('an email in no log is ours by a header too, and only by one that could be read', () => {
  const marked = { ...platform, headerMarks: [{ name: 'X-Mark', value: 'ours' }] }
  const email = {
    messageId: '<m@x>',
    sender: 'hr@northwind.example',
    sources: ['imported-file'],
  } as unknown as EmailRecord
  const copyWith = (headers: FoundCopy['headers']): FoundCopy =>
    ({ match: 'exact', messageId: '<m@x>', sender: email.sender, headers }) as unknown as FoundCopy
  const mark = [{ name: 'x-mark', value: 'ours, surely' }]
  expect(strangerReason(copyWith(mark), email, marked)).toBeNull()
  expect(proofOf(copyWith(mark), email, marked)).toEqual({ kind: 'header', name: 'x-mark' })
  expect(strangerReason(copyWith([{ name: 'X-Mark', value: 'theirs' }]), email, marked)).toBe('not-platform-sender')
  expect(strangerReason(copyWith(null), email, marked)).toBe('headers-not-permitted')
  // The header proves nothing of a message that isn't the one of the row.
  const other = { ...copyWith(mark), messageId: '<other@x>' }
  expect(strangerReason(other, email, marked)).toBe('only-likely')
  expect(strangerReason({ ...copyWith(mark), sender: 'x@evil.example' }, email, marked)).toBe('sender-differs')
})
