import type { ImportPreview, RefusedRow } from '../../../shared/model/import'
import { longTime } from '../../ui/time'
import { fieldNames } from './import-words'

/** Why no time stands in a row: it can't be read, or the row is refused for something else. */
const NotRead = ({ field }: { readonly field: RefusedRow['field'] | undefined }) =>
  field === undefined || field === null || field === 'sentAt' ? (
    <span className="wb-refusal">can’t be read</span>
  ) : (
    <span className="wb-muted">row refused, see below</span>
  )

/** The first rows as they stand in the file, with the sent time as it is read. */
export const PreviewTable = ({ preview, zone }: { readonly preview: ImportPreview; readonly zone: string }) => {
  const fieldRefusedAt = (at: number) => preview.refused.find(({ line }) => line === at)?.field
  return (
    <div className="wb-import-scroll" tabIndex={0} role="region" aria-label="First rows of the file">
      <table>
        <thead>
          <tr>
            <th scope="col">Line</th>
            <th scope="col">Sent at, as it is read</th>
            {preview.columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {preview.rows.map(({ line, cells }, at) => {
            const sentAt = preview.sentAt[at] ?? null
            return (
              <tr key={line}>
                <td className="wb-right">{line.toLocaleString('en-GB')}</td>
                <td>{sentAt === null ? <NotRead field={fieldRefusedAt(line)} /> : longTime(sentAt, zone)}</td>
                {preview.columns.map((column, place) => (
                  <td key={column} title={cells[place]}>
                    {cells[place]}
                  </td>
                ))}
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

/** Rows that are not taken, by line, field and reason. */
export const RefusedTable = ({ rows, label }: { readonly rows: readonly RefusedRow[]; readonly label: string }) => (
  <div className="wb-import-scroll wb-import-refused" tabIndex={0} role="group" aria-label={label}>
    <table>
      <thead>
        <tr>
          <th scope="col">Line</th>
          <th scope="col">Field</th>
          <th scope="col">Why it is refused</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ line, field, reason }, at) => (
          <tr key={at}>
            <td className="wb-right">{line.toLocaleString('en-GB')}</td>
            <td>{field === null ? '' : fieldNames[field]}</td>
            <td>{reason}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </div>
)
