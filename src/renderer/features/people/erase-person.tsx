import { IconEraser } from '@tabler/icons-react'
import { useId, useState } from 'react'
import { Failure } from '../../../shared/model/failure'
import type { Person } from '../../../shared/model/person'
import { call } from '../../app/client'
import { Button } from '../../ui/button'
import { Notice } from '../../ui/notice'

interface ErasePersonProps {
  readonly person: Pick<Person, 'id' | 'tenantId' | 'name' | 'address'>
  readonly tenantName: string
  readonly onErased: () => void
}

/** Erases what is kept of a person, on their request; the address has to be typed, so that nobody is erased by a slip. */
export const ErasePerson = ({ person, tenantName, onErased }: ErasePersonProps) => {
  const [typed, setTyped] = useState('')
  const [isErasing, setErasing] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const field = useId()
  const isSame = typed.trim().toLowerCase() === person.address.toLowerCase()

  const erase = async (): Promise<void> => {
    setErasing(true)
    setFailure(null)
    try {
      await call('people.erase', { tenantId: person.tenantId, personId: person.id, address: typed.trim() })
      onErased()
    } catch (error) {
      setFailure(error instanceof Failure ? error.facts.message : 'Nothing was erased: try again.')
      setErasing(false)
    }
  }

  return (
    <section className="wb-card" aria-labelledby={`${field}-title`}>
      <h2 id={`${field}-title`}>Erase on request</h2>
      <p className="wb-hint">
        Removes everything this computer keeps of {person.name} at {tenantName}: emails, sightings, moves and what was
        done for them. It can’t be undone. The mailbox is not touched. One line stays that names nobody. A log source
        that still lists {person.name} brings them back at its next reading.
      </p>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (isSame && !isErasing) void erase()
        }}
      >
        <label htmlFor={field}>Type {person.address} to confirm</label>
        <div className="wb-actions">
          <input
            id={field}
            className="wb-input"
            value={typed}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => setTyped(event.target.value)}
          />
          <Button
            type="submit"
            disabled={!isSame || isErasing}
            icon={<IconEraser size={16} stroke={1.6} aria-hidden="true" />}
          >
            {isErasing ? 'Erasing …' : `Erase ${person.name}`}
          </Button>
        </div>
      </form>
      {failure === null ? null : <Notice tone="hot">{failure}</Notice>}
    </section>
  )
}
