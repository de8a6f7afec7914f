import { describe, expect, it } from 'vitest'
import { immovableReasons } from '../../../shared/model/sighting'
import { aCopy, aRescue, place } from '../log/testing'
import { immovableSentence, latestRescues, moveOffers, undoOffers } from './offers'

const who = { person: 'Ana Núñez', tenant: 'Northwind Dental', provider: 'microsoft' } as const

describe('moveOffers', () => {
  it('offers one plain button for one copy and says what it will do', () => {
    expect(moveOffers([aCopy()], who)).toMatchObject([
      {
        label: 'Move to Inbox',
        effect: 'Moves this one email from Junk Email to Ana Núñez’s Inbox at Northwind Dental.',
      },
    ])
  })

  it('names the folder on each button when there are several copies, and numbers equal ones', () => {
    const copies = [
      aCopy({ id: 'a' }),
      aCopy({ id: 'b' }),
      aCopy({ id: 'c', place: place('archive') }),
      aCopy({ id: 'd', place: place('inbox'), immovable: 'already-in-inbox' }),
    ]
    expect(moveOffers(copies, who).map(({ label }) => label)).toEqual([
      'Move to Inbox from Junk Email (1)',
      'Move to Inbox from Junk Email (2)',
      'Move to Inbox from Archive',
    ])
  })

  it('says “the archive” of a place that has no folder', () => {
    expect(moveOffers([aCopy({ place: place('archive') })], { ...who, provider: 'google' })[0]?.effect).toContain(
      'from the archive to',
    )
  })

  it('offers nothing for a copy that was found by likeness only', () => {
    expect(moveOffers([aCopy({ match: 'likely', immovable: 'only-likely' })], who)).toEqual([])
  })

  it('says that the mailbox is looked at first where the place is known from before only', () => {
    expect(moveOffers([aCopy()], who, false)[0]?.effect).toBe(
      'Looks in the mailbox first. If it is still there, moves this one email from Junk Email to Ana Núñez’s Inbox at Northwind Dental.',
    )
  })
})

describe('immovableSentence', () => {
  const todo = /nothing to move|Ask Ana Núñez|Ask its administrator to|Have the account/

  it.each(immovableReasons)('says for %s what is so and what to do', (reason) => {
    for (const provider of ['microsoft', 'google'] as const)
      expect(immovableSentence(reason, { ...who, provider })).toMatch(todo)
  })

  it('names the permission in the provider’s own words', () => {
    expect(immovableSentence('permission-missing', who)).toContain('grant Mail.ReadWrite')
    expect(immovableSentence('permission-missing', { ...who, provider: 'google' })).toContain('delegate gmail.modify')
  })
})

describe('undoOffers', () => {
  const labels = (rescues: Parameters<typeof undoOffers>[0]) =>
    undoOffers(rescues, 'microsoft').map(({ rescue, label }) => [rescue.id, label])
  const copies = place('folder', ['Copies'])

  it('calls a single one Undo and says where it goes back to', () => {
    expect(undoOffers([aRescue()], 'microsoft')).toMatchObject([
      { label: 'Undo', effect: 'Puts it back in Junk Email, exactly where it was.' },
    ])
  })

  it('offers one for each copy that was moved, newest first, named with the folder it goes back to', () => {
    expect(labels([aRescue({ id: 'r2', copyId: 'c2', before: copies, state: 'done' }), aRescue()])).toEqual([
      ['r2', 'Undo: back to Copies'],
      ['r1', 'Undo: back to Junk Email'],
    ])
  })

  it('numbers those that go back to the same folder in the order of the moves', () => {
    expect(labels([aRescue({ id: 'r2', copyId: 'c2' }), aRescue()])).toEqual([
      ['r2', 'Undo: back to Junk Email (2)'],
      ['r1', 'Undo: back to Junk Email (1)'],
    ])
  })

  it('offers an undone copy no more, and leaves the other copy its own', () => {
    expect(labels([aRescue({ id: 'r2', copyId: 'c2', state: 'undone' }), aRescue()])).toEqual([['r1', 'Undo']])
  })

  it('never offers an older rescue of a copy, nor one that can’t be put back', () => {
    expect(labels([aRescue({ id: 'new' }), aRescue({ id: 'old', state: 'done' })])).toEqual([['new', 'Undo']])
    expect(labels([aRescue({ id: 'new', state: 'failed' }), aRescue({ id: 'old', state: 'done' })])).toEqual([])
    expect(labels([aRescue({ undoRefusal: 'It can’t go back there.' })])).toEqual([])
    expect(labels([])).toEqual([])
  })

  it('keeps the newest rescue of every copy in view, whatever became of it', () => {
    const rescues = [aRescue({ id: 'r3', copyId: 'c2', state: 'failed' }), aRescue({ id: 'r2' }), aRescue({ id: 'r1' })]
    expect(latestRescues(rescues).map(({ id }) => id)).toEqual(['r3', 'r2'])
  })
})
