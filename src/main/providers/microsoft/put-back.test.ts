import { expect, it } from 'vitest'
import type { FoundCopy } from '../provider'
import { isAt } from './put-back'

const originOf = (folderId: string): string => JSON.stringify({ folderId, recoverable: false })
const copyIn = (folderId: string, name: string): FoundCopy => ({
  ref: 'm1',
  place: { kind: 'folder', path: [name], tab: null },
  unread: true,
  receivedAt: null,
  match: 'exact',
  sender: null,
  messageId: null,
  headers: [],
  origin: originOf(folderId),
})

it('takes a renamed folder for the same place, and another folder of the same name for another', () => {
  expect(isAt(copyIn('folder-1', 'Renamed'), originOf('folder-1'))).toBe(true)
  expect(isAt(copyIn('folder-2', 'Training'), originOf('folder-1'))).toBe(false)
})

it('is at no place that was not recorded', () => {
  expect(isAt(copyIn('folder-1', 'Training'), 'not ours')).toBe(false)
})
