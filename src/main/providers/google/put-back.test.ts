import { expect, it } from 'vitest'
import type { FoundCopy } from '../provider'
import { isAt } from './put-back'

const originOf = (...labelIds: string[]): string => JSON.stringify({ labelIds })
const copyWith = (...labelIds: string[]): FoundCopy => ({
  ref: 'm1',
  place: { kind: 'folder', path: ['Training'], tab: null },
  unread: true,
  receivedAt: null,
  match: 'exact',
  sender: null,
  messageId: null,
  headers: [],
  origin: originOf(...labelIds),
})

it('is back under the labels that were its folder, whatever they are called and whatever else is true of it', () => {
  const origin = originOf('Label_1', 'UNREAD')
  expect(isAt(copyWith('Label_1', 'STARRED', 'CATEGORY_UPDATES'), origin)).toBe(true)
  expect(isAt(copyWith('Label_1', 'Label_9'), origin)).toBe(true)
  expect(isAt(copyWith('Label_2', 'UNREAD'), origin)).toBe(false)
  expect(isAt(copyWith('Label_1'), originOf('Label_1', 'Label_2'))).toBe(false)
})

it('tells the Inbox, Spam, Trash and the archive apart, also where the user labels are the same', () => {
  const places = [['INBOX'], ['SPAM'], ['TRASH'], []].map((labels) => [...labels, 'Label_1'])
  for (const now of places) {
    for (const then of places) expect(isAt(copyWith(...now), originOf(...then))).toBe(now === then)
  }
})

it('does not ask for the user labels of what was in Spam or Trash: a move leaves them alone', () => {
  expect(isAt(copyWith('TRASH'), originOf('TRASH', 'Label_1'))).toBe(true)
})

it('is at no place that was not recorded', () => {
  expect(isAt(copyWith('INBOX'), 'not ours')).toBe(false)
})
