import { expect, it } from 'vitest'
import { isDelivered, placeOf, userLabelsOf } from './place'

const names: Readonly<Record<string, string>> = { Label_1: 'Clients/Acme/2026', Label_2: 'Archive me' }
const at = (...labelIds: string[]) => placeOf(labelIds, (id) => names[id] ?? null)

it.each([
  [['TRASH', 'INBOX', 'SPAM'], 'deleted', ['Trash'], null],
  [['SPAM', 'INBOX', 'Label_1'], 'junk', ['Spam'], null],
  [['INBOX', 'SENT'], 'inbox', ['Inbox'], 'primary'],
  [['INBOX', 'CATEGORY_PERSONAL'], 'inbox', ['Inbox'], 'primary'],
  [['INBOX', 'CATEGORY_PROMOTIONS'], 'inbox', ['Inbox'], 'promotions'],
  [['INBOX', 'CATEGORY_SOCIAL'], 'inbox', ['Inbox'], 'social'],
  [['INBOX', 'CATEGORY_UPDATES', 'Label_1'], 'inbox', ['Inbox'], 'updates'],
  [['INBOX', 'CATEGORY_FORUMS'], 'inbox', ['Inbox'], 'forums'],
  [['SENT', 'Label_1'], 'folder', ['Sent'], null],
  [['Label_1', 'UNREAD'], 'folder', ['Clients', 'Acme', '2026'], null],
  [['Label_1', 'Label_2'], 'folder', ['Archive me'], null],
  [['Label_unknown'], 'folder', ['Label_unknown'], null],
  [['UNREAD', 'STARRED', 'IMPORTANT', 'YELLOW_STAR', 'CATEGORY_SOCIAL'], 'archive', ['All Mail'], null],
  [[], 'archive', ['All Mail'], null],
] as const)('places %j', (labelIds, kind, path, tab) => {
  expect(at(...labelIds)).toEqual({ kind, path, tab })
})

it('tells the labels people made from those Gmail makes', () => {
  expect(userLabelsOf(['INBOX', 'Label_1', 'CATEGORY_SOCIAL', 'BLUE_STAR', 'CHAT', 'Label_2'])).toEqual([
    'Label_1',
    'Label_2',
  ])
})

it('takes drafts and chats for undelivered unless they lie in Trash or Spam', () => {
  expect(isDelivered(['DRAFT'])).toBe(false)
  expect(isDelivered(['CHAT'])).toBe(false)
  expect(isDelivered(['INBOX'])).toBe(true)
  expect(isDelivered([])).toBe(true)
})
