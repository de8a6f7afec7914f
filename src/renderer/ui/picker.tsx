import { IconSearch } from '@tabler/icons-react'
import { type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { Dialog } from './dialog'
import { Kbd } from './kbd'

export interface PickerItem {
  readonly id: string
  readonly label: string
  readonly hint?: string
  readonly icon?: ReactNode
  /** Drawn fainter: there, but at rest. */
  readonly isDim?: boolean
  readonly keys?: string | null
  readonly run: () => void
}

export interface PickerSection {
  readonly heading: string
  readonly items: readonly PickerItem[]
}

interface PickerProps {
  /** Name of the dialog and of its field. */
  readonly label: string
  readonly placeholder: string
  readonly query: string
  readonly onQuery: (query: string) => void
  readonly sections: readonly PickerSection[]
  /** Said when no section has an item. */
  readonly nothing: string
  readonly onClose: () => void
}

/** A field over a list: type to narrow, arrows to move, Enter to run what is marked. */
export const Picker = ({ label, placeholder, query, onQuery, sections, nothing, onClose }: PickerProps) => {
  const id = useId()
  const list = useRef<HTMLDivElement>(null)
  const [marked, setMarked] = useState(0)
  const items = sections.flatMap((section) => section.items)
  const at = Math.min(marked, Math.max(0, items.length - 1))
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView?.({ block: 'nearest' })
  }, [at, query])

  const run = (item: PickerItem | undefined): void => {
    if (item === undefined) return
    onClose()
    item.run()
  }
  const onKeyDown = (event: React.KeyboardEvent): void => {
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + 8, PageUp: at - 8 }[event.key]
    if (event.key === 'Enter') run(items[at])
    else if (to !== undefined) setMarked(Math.max(0, Math.min(items.length - 1, to)))
    else return
    event.preventDefault()
  }
  const optionId = (item: PickerItem): string => `${id}-${item.id}`

  return (
    <Dialog label={label} className="wb-picker" onClose={onClose}>
      <div className="wb-picker-field">
        <IconSearch size={17} stroke={1.6} aria-hidden="true" />
        <input
          role="combobox"
          aria-label={label}
          aria-expanded="true"
          aria-controls={`${id}-list`}
          aria-activedescendant={items[at] === undefined ? undefined : optionId(items[at])}
          placeholder={placeholder}
          autoFocus
          spellCheck={false}
          autoComplete="off"
          value={query}
          onChange={(event) => {
            setMarked(0)
            onQuery(event.currentTarget.value)
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <div
        className="wb-picker-list"
        id={`${id}-list`}
        role="listbox"
        aria-label={`${label}: matches`}
        ref={list}
        tabIndex={-1}
      >
        {sections.map((section) =>
          section.items.length === 0 ? null : (
            <div key={section.heading} role="group" aria-label={section.heading}>
              <div className="wb-picker-heading" aria-hidden="true">
                {section.heading}
              </div>
              {section.items.map((item) => (
                <div
                  key={item.id}
                  id={optionId(item)}
                  role="option"
                  aria-selected={item === items[at]}
                  className={`wb-picker-item${item.isDim ? ' wb-picker-dim' : ''}`}
                  onMouseMove={() => setMarked(items.indexOf(item))}
                  onClick={() => run(item)}
                >
                  <span className="wb-picker-icon">{item.icon}</span>
                  <span className="wb-picker-label">{item.label}</span>
                  {item.hint ? <span className="wb-picker-hint">{item.hint}</span> : null}
                  {item.keys ? <Kbd keys={item.keys} /> : null}
                </div>
              ))}
            </div>
          ),
        )}
      </div>
      {items.length === 0 ? (
        <p className="wb-picker-nothing" role="status">
          {nothing}
        </p>
      ) : null}
    </Dialog>
  )
}
