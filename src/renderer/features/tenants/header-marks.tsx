import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useId, useState } from 'react'
import type { HeaderMark } from '../../../shared/model/platform-profile'
import type { Tenant } from '../../../shared/model/tenant'
import { factsOf } from '../../app/client'
import { editTenant } from '../../app/tenants'
import { Button, IconButton } from '../../ui/button'
import { KeptInput } from '../../ui/kept-input'
import { refusalText } from '../../app/typed-list'

interface Refused {
  readonly row: number
  readonly field: keyof HeaderMark
  readonly text: string
}

/** Where main refused a list of marks: the row and which of its two fields. */
const refusedAt = (thrown: unknown, row: number): Refused => {
  const facts = factsOf(thrown)
  const [, index, field] = /headerMarks\.(\d+)\.(name|value)$/.exec(facts.field ?? '') ?? []
  return {
    row: index === undefined ? row : Number(index),
    field: field === 'value' ? 'value' : 'name',
    text: refusalText(facts),
  }
}

const done = 'The headers that mark its platform’s mail were changed.'

/** The headers that only mail of the platform carries, one a row; each field is kept when typing in it ends. */
export const HeaderMarks = ({ tenant }: { readonly tenant: Tenant }) => {
  const { platform } = tenant
  const kept = platform.headerMarks
  const [isAdding, setAdding] = useState(false)
  const [refused, setRefused] = useState<Refused | null>(null)
  const id = useId()
  const keep = (marks: readonly HeaderMark[], row: number): void =>
    void editTenant(tenant, { platform: { ...platform, headerMarks: [...marks] } }, done).then(
      () => {
        setRefused(null)
        setAdding(false)
      },
      (thrown: unknown) => setRefused(refusedAt(thrown, row)),
    )
  const rows: readonly HeaderMark[] = isAdding ? [...kept, { name: '', value: '' }] : kept
  const change = (row: number, part: Partial<HeaderMark>): void =>
    keep(
      rows.map((mark, index) => (index === row ? { ...mark, ...part } : mark)),
      row,
    )
  const remove = (row: number): void => {
    setRefused(null)
    if (row >= kept.length) setAdding(false)
    else
      keep(
        kept.filter((_, index) => index !== row),
        row,
      )
  }
  return (
    <div className="wb-field-row wb-header-marks" role="group" aria-labelledby={`${id}-name`}>
      <span id={`${id}-name`}>Header marks</span>
      <div>
        {rows.map((mark, row) => {
          const here = refused?.row === row ? refused : null
          const field = (name: keyof HeaderMark) => ({
            'aria-invalid': here?.field === name ? (true as const) : undefined,
            'aria-describedby': here?.field === name ? `${id}-refusal` : `${id}-hint`,
            onGivenBack: () => setRefused(null),
          })
          return (
            <div key={row} className="wb-header-mark">
              <KeptInput
                {...field('name')}
                aria-label={`Header name ${row + 1}`}
                kept={mark.name}
                placeholder="X-Platform-Mark"
                autoFocus={row >= kept.length}
                keep={(name) => change(row, { name })}
              />
              {row < kept.length ? (
                <KeptInput
                  {...field('value')}
                  aria-label={`Text in header ${row + 1}`}
                  kept={mark.value}
                  placeholder="any value"
                  keep={(value) => change(row, { value })}
                />
              ) : null}
              <IconButton
                label={mark.name === '' ? 'Don’t add this header' : `Remove the header ${mark.name}`}
                icon={<IconTrash size={16} aria-hidden="true" />}
                onClick={() => remove(row)}
              />
              {here ? (
                <span id={`${id}-refusal`} role="alert" className="wb-refusal">
                  {here.text}
                </span>
              ) : null}
            </div>
          )
        })}
        {isAdding ? null : (
          <Button look="quiet" icon={<IconPlus size={16} aria-hidden="true" />} onClick={() => setAdding(true)}>
            Add a header
          </Button>
        )}
      </div>
      <span id={`${id}-hint`} className="wb-hint wb-field-hint">
        A header that only its mail carries, with a text that outsiders can’t know. Without a text it only has to be
        there.
      </span>
    </div>
  )
}
