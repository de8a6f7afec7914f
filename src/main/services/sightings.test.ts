import { expect, test } from 'vitest'
import { platformProfile } from '../../shared/model'
import type { EmailRecord } from '../ledger/ledger'
import type { FoundCopy } from '../providers/provider'
import { strangerReason } from './sightings'

const platform = platformProfile.parse({ senderDomains: ['awareness.example'], senderAddresses: [] })
const from = (sender: string, sources: readonly string[]) =>
  strangerReason(
    { match: 'exact', messageId: '<m@x>', sender } as FoundCopy,
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
