import { useState } from 'react'
import type { MappedList, MappingPreview } from '../../../shared/model/log-mapping'
import { Field } from '../../ui/field'
import { fieldLabels, listWords, readWords, withField, withTotal, wordsText, type MappedShape } from './mapping-words'
import { Line } from './source-fields'

interface ListEditorProps {
  readonly list: MappedList
  readonly shape: MappedShape
  readonly preview: MappingPreview | null
  /** Why a field of this list is refused. */
  readonly refusalAt: (field: string) => string | null
  readonly onChange: (shape: MappedShape) => void
}

/** One list of a profile: where it is, how it pages, which of its fields are ours. */
export const ListEditor = ({ list, shape, preview, refusalAt, onChange }: ListEditorProps) => {
  const { needed, further, words } = listWords[list]
  const problemOf = (field: string): string | null => {
    const found = preview?.problems.find((problem) => problem.field === field)
    if (found === undefined) return null
    return found.rows === 0 ? found.message : `${found.message} So in ${found.rows} of ${preview?.count ?? 0} rows.`
  }
  const wordRefusal = (field: string): string | null =>
    Object.keys(shape.words[field] ?? {})
      .map((theirs) => refusalAt(`words.${field}.${theirs}`))
      .find((one) => one !== null) ?? null
  return (
    <div className="wb-mapping-fields">
      <Line
        label="Request"
        value={shape.request}
        hint="Below the address; {tenant}, {person}, {address}, {email}, {from} and {to} stand for values."
        refusal={refusalAt('request')}
        onChange={(request) => onChange({ ...shape, request })}
      />
      <Line
        label="Rows are at"
        value={shape.items}
        hint="Such as data.items; empty when the answer is the list."
        refusal={refusalAt('items') ?? problemOf('items')}
        onChange={(items) => onChange({ ...shape, items })}
      />
      <Line
        label="Number of all rows is at (optional)"
        value={shape.total ?? ''}
        hint="Such as meta.total: it says how much there is to read."
        refusal={refusalAt('total')}
        onChange={(total) => onChange(withTotal(shape, total))}
      />
      <PagingFields shape={shape} refusalAt={refusalAt} onChange={onChange} />
      {[...needed, ...further].map((field) => (
        <div key={field} className="wb-mapping-field">
          <Line
            label={`${fieldLabels[field] ?? field}${needed.includes(field) ? '' : ' (optional)'}`}
            value={shape.fields[field] ?? ''}
            refusal={refusalAt(`fields.${field}`) ?? problemOf(field)}
            onChange={(path) => onChange(withField(shape, field, path, needed.includes(field)))}
          />
          {words[field] === undefined ? null : (
            <WordsField
              label={`Words of ${fieldLabels[field] ?? field}`}
              ours={words[field]}
              words={shape.words[field] ?? {}}
              refusal={wordRefusal(field)}
              onChange={(next) => onChange({ ...shape, words: { ...shape.words, [field]: next } })}
            />
          )}
        </div>
      ))}
    </div>
  )
}

interface WordsFieldProps {
  readonly label: string
  readonly ours: readonly string[]
  readonly words: Readonly<Record<string, string>>
  readonly refusal: string | null
  readonly onChange: (words: Readonly<Record<string, string>>) => void
}

const WordsField = ({ label, ours, words, refusal, onChange }: WordsFieldProps) => {
  const [text, setText] = useState(wordsText(words))
  return (
    <Field
      label={label}
      hint={`A line each, theirs = ours; * is every other word. Ours: ${ours.join(', ')}.`}
      refusal={refusal}
    >
      {(control) => (
        <textarea
          {...control}
          className="wb-input"
          rows={3}
          value={text}
          placeholder={`enabled = ${ours[0] ?? ''}`}
          spellCheck={false}
          onChange={(event) => {
            setText(event.currentTarget.value)
            onChange(readWords(event.currentTarget.value))
          }}
        />
      )}
    </Field>
  )
}

const pagings = {
  none: 'One answer holds them all',
  link: 'The answer links to the next page',
  cursor: 'The answer holds a cursor',
  page: 'Pages are counted',
} as const
type PagingKind = keyof typeof pagings

const newPaging: { readonly [Kind in PagingKind]: Extract<MappedShape['paging'], { kind: Kind }> } = {
  none: { kind: 'none' },
  link: { kind: 'link', next: 'next' },
  cursor: { kind: 'cursor', next: 'next', parameter: 'cursor' },
  page: { kind: 'page', parameter: 'page', first: 1, rows: 100 },
}

const PagingFields = ({ shape, refusalAt, onChange }: Pick<ListEditorProps, 'shape' | 'refusalAt' | 'onChange'>) => {
  const { paging } = shape
  const set = (next: MappedShape['paging']): void => onChange({ ...shape, paging: next })
  return (
    <>
      <Field label="Pages">
        {(control) => (
          <select
            {...control}
            className="wb-input"
            value={paging.kind}
            onChange={(event) => set(newPaging[event.currentTarget.value as PagingKind])}
          >
            {Object.entries(pagings).map(([kind, text]) => (
              <option key={kind} value={kind}>
                {text}
              </option>
            ))}
          </select>
        )}
      </Field>
      {paging.kind === 'link' || paging.kind === 'cursor' ? (
        <Line
          label={paging.kind === 'link' ? 'The link is at' : 'The cursor is at'}
          value={paging.next}
          refusal={refusalAt('paging.next')}
          onChange={(next) => set({ ...paging, next })}
        />
      ) : null}
      {paging.kind === 'cursor' || paging.kind === 'page' ? (
        <Line
          label="Parameter"
          value={paging.parameter}
          hint="Of the next request."
          refusal={refusalAt('paging.parameter')}
          onChange={(parameter) => set({ ...paging, parameter })}
        />
      ) : null}
      {paging.kind === 'page' ? (
        <>
          <Line
            label="Number of the first page"
            value={String(paging.first)}
            refusal={refusalAt('paging.first')}
            onChange={(first) => set({ ...paging, first: Number(first) })}
          />
          <Line
            label="Rows of a full page"
            value={String(paging.rows)}
            hint="A page with fewer is the last."
            refusal={refusalAt('paging.rows')}
            onChange={(rows) => set({ ...paging, rows: Number(rows) })}
          />
        </>
      ) : null}
    </>
  )
}
