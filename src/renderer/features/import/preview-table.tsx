import type { ImportPreview, PreviewRow, RefusedRow } from '../../../shared/model/import'
import { longTime } from '../../ui/time'
import { fieldNames } from './import-words'

/** A row's sent time as it is read; nothing for a row that holds nothing. */
const SentAt = ({ row, zone }: { readonly row: PreviewRow; readonly zone: string }) => {
  if (row.sentAt !== null) return longTime(row.sentAt, zone)
  return row.refused === null ? null : <span className="wb-refusal">can’t be read</span>
}

/** The first rows as they stand in the file, with the sent time as it is read and what is refused at its own cell. */
export const PreviewTable = ({ preview, zone }: { readonly preview: ImportPreview; readonly zone: string }) => (
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
        {preview.rows.map((row) => {
          const { line, cells, refused } = row
          const wrong = refused === null || refused.field === null ? undefined : preview.plan.mapping[refused.field]
          return (
            <tr key={line}>
              <td className="wb-right">{line.toLocaleString('en-GB')}</td>
              <td>
                <SentAt row={row} zone={zone} />
              </td>
              {preview.columns.map((column, place) => (
                <td key={column} title={cells[place]}>
                  {cells[place]}
                  {column === wrong ? <span className="wb-refusal"> {refused?.reason}</span> : null}
                </td>
              ))}
            </tr>
          )
        })}
      </tbody>
    </table>
  </div>
)

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
