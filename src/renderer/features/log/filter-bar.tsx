import { Checkbox, Popover } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import type { ProviderKind } from '../../../shared/model'
import { SearchField } from '../../ui/search-field'
import { methodNames, typeNames } from '../email'
import type { Filters, FolderKey } from './rows'
import { isFiltering, noFilters } from './rows'
import { folderKeyName } from './summary'

interface FilterBarProps {
  readonly provider: ProviderKind
  readonly filters: Filters
  readonly onChange: (filters: Filters) => void
  readonly text: string
  readonly onText: (text: string) => void
  readonly summary: string
  /** `12 of 60 checked`; null while nothing is being checked. */
  readonly progress: string | null
}

const typeKeys = Object.keys(typeNames) as (keyof typeof typeNames)[]
const methodsOf = (provider: ProviderKind): (keyof typeof methodNames)[] =>
  provider === 'microsoft' ? ['microsoft-api', 'smtp'] : provider === 'google' ? ['gmail-api', 'smtp'] : ['smtp']
const folderKeys: readonly FolderKey[] = [
  'inbox',
  'junk',
  'deleted',
  'archive',
  'folder',
  'recoverable',
  'not-found',
  'unknown',
]

/** Narrows the table: part of the subject, and chips for type, method and folder; and says what is left. */
export const FilterBar = ({ provider, filters, onChange, text, onText, summary, progress }: FilterBarProps) => (
  <div className="log-filters">
    <SearchField
      label="Subject"
      className="log-subject"
      value={text}
      onChange={onText}
      data-focus-target="log-subject"
      aria-keyshortcuts="/"
    />
    <FilterChip
      name="Type"
      keys={typeKeys}
      chosen={filters.types}
      nameOf={(key) => typeNames[key]}
      onChange={(types) => onChange({ ...filters, types })}
    />
    <FilterChip
      name="Method"
      keys={methodsOf(provider)}
      chosen={filters.methods}
      nameOf={(key) => methodNames[key]}
      onChange={(methods) => onChange({ ...filters, methods })}
    />
    {provider === 'manual' ? null : (
      <FilterChip
        name="Folder"
        keys={provider === 'google' ? folderKeys.filter((key) => key !== 'recoverable') : folderKeys}
        chosen={filters.folders}
        nameOf={(key) => folderKeyName(key, provider)}
        onChange={(folders) => onChange({ ...filters, folders })}
      />
    )}
    {isFiltering({ ...filters, text }) ? (
      <button
        type="button"
        className="log-clear"
        onClick={() => {
          onText('')
          onChange(noFilters)
        }}
      >
        Clear filters
      </button>
    ) : null}
    <span className="log-summary" role="status">
      {progress === null ? null : <span className="log-progress">{progress}</span>}
      <span className="log-counts" title={summary}>
        {summary}
      </span>
    </span>
  </div>
)

interface FilterChipProps<Key extends string> {
  readonly name: string
  readonly keys: readonly Key[]
  readonly chosen: readonly Key[]
  readonly nameOf: (key: Key) => string
  readonly onChange: (chosen: readonly Key[]) => void
}

const FilterChip = <Key extends string>({ name, keys, chosen, nameOf, onChange }: FilterChipProps<Key>) => {
  const [isOpen, setIsOpen] = useState(false)
  const [first] = chosen
  const shown =
    first === undefined ? name : chosen.length === 1 ? `${name}: ${nameOf(first)}` : `${name}: ${chosen.length}`
  return (
    <Popover
      opened={isOpen}
      onChange={setIsOpen}
      position="bottom-start"
      offset={4}
      trapFocus
      returnFocus
      withinPortal={false}
    >
      <span className="log-chip" data-active={first === undefined ? undefined : ''}>
        <Popover.Target>
          <button
            type="button"
            aria-label={`Filter by ${name.toLowerCase()}${first === undefined ? '' : `, ${shown}`}`}
            onClick={() => setIsOpen(!isOpen)}
          >
            {first === undefined ? <IconPlus size={14} stroke={1.6} aria-hidden="true" /> : null}
            {shown}
          </button>
        </Popover.Target>
        {first === undefined ? null : (
          <button type="button" aria-label={`Clear the ${name.toLowerCase()} filter`} onClick={() => onChange([])}>
            <IconX size={13} stroke={1.8} aria-hidden="true" />
          </button>
        )}
      </span>
      <Popover.Dropdown className="log-menu" aria-label={`${name} filter`}>
        {keys.map((key) => (
          <Checkbox
            key={key}
            size="xs"
            label={nameOf(key)}
            checked={chosen.includes(key)}
            onChange={() => onChange(chosen.includes(key) ? chosen.filter((each) => each !== key) : [...chosen, key])}
          />
        ))}
      </Popover.Dropdown>
    </Popover>
  )
}
