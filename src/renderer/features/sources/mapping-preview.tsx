import type { MappingPreview } from '../../../shared/model/log-mapping'
import { Chip } from '../../ui/chip'
import { Field } from '../../ui/field'
import { fieldLabels } from './mapping-words'

interface MappingPreviewProps {
  readonly pasted: string
  readonly onPaste: (text: string) => void
  readonly preview: MappingPreview | null
  /** Why what was pasted can't be read. */
  readonly refusal: string | null
}

/** Where an answer of the platform is pasted, and the rows that it comes to. The text is kept nowhere. */
export const MappingPreviewArea = ({ pasted, onPaste, preview, refusal }: MappingPreviewProps) => (
  <div className="wb-mapping-preview">
    <Field
      label="An answer of the platform"
      hint="Paste one, from its documentation or out of curl. It stays here and is kept nowhere."
      refusal={refusal}
    >
      {(control) => (
        <textarea
          {...control}
          className="wb-input wb-pasted"
          rows={8}
          value={pasted}
          spellCheck={false}
          onChange={(event) => onPaste(event.currentTarget.value)}
        />
      )}
    </Field>
    {preview === null ? null : <Rows preview={preview} />}
  </div>
)

const summaryOf = ({ count, next, problems }: MappingPreview): string => {
  if (count === null) return problems[0]?.message ?? 'No list was found.'
  const rows = `${count.toLocaleString('en-GB')} ${count === 1 ? 'row' : 'rows'}`
  const wrong =
    problems.length === 0
      ? 'all of them can be read'
      : `${problems.length} ${problems.length === 1 ? 'field' : 'fields'} can’t be read in some`
  return `${rows}; ${wrong}; ${next === null ? 'no page follows' : 'a page follows'}.`
}

const Rows = ({ preview }: { readonly preview: MappingPreview }) => {
  const columns = [...new Set(preview.rows.flatMap(({ values }) => Object.keys(values)))]
  return (
    <>
      <p role="status">{summaryOf(preview)}</p>
      {preview.rows.length === 0 ? null : (
        <div
          className="wb-lines-scroll wb-preview-rows"
          tabIndex={0}
          role="group"
          aria-label="The rows as they are read"
        >
          <table className="wb-lines" aria-label="Preview">
            <thead>
              <tr>
                <th>Row</th>
                {columns.map((column) => (
                  <th key={column}>{fieldLabels[column] ?? column}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {preview.rows.map(({ values, problems, leftOut }, index) => (
                <tr key={index}>
                  <td>{index + 1}</td>
                  {problems.length > 0 || leftOut ? (
                    <td colSpan={Math.max(1, columns.length)}>
                      {leftOut ? (
                        <span className="wb-muted">left out: its kind says nothing to us</span>
                      ) : (
                        <>
                          <Chip tone="hot" bare>
                            {problems.map(({ field }) => fieldLabels[field] ?? field).join(', ')}
                          </Chip>{' '}
                          {problems[0]?.message}
                        </>
                      )}
                    </td>
                  ) : (
                    columns.map((column) => (
                      <td key={column} className="wb-clip" title={values[column]}>
                        {values[column] ?? ''}
                      </td>
                    ))
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  )
}
