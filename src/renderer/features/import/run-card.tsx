import type { ImportRun } from '../../../shared/model/import'
import { cancelJob, useRunningJob } from '../../app/jobs'
import { Button } from '../../ui/button'
import { Notice } from '../../ui/notice'
import { saveReport } from './import-store'
import { count, runText, shareOf, stateNames } from './import-words'
import { RefusedTable } from './preview-table'

/** One import: how far it is, or what it came to. */
export const RunCard = ({ run }: { readonly run: ImportRun }) => {
  const job = useRunningJob('import-file', run.tenantId)
  const isRunning = run.state === 'running'
  const share = shareOf(run)
  return (
    // No landmark: the same file may be there twice.
    <div role="group" className="wb-card wb-wide wb-import-run" aria-label={`Import of ${run.fileName}`}>
      <div className="wb-card-head">
        <h2>
          <bdi>{run.fileName}</bdi>
        </h2>
        <span className="wb-muted">{isRunning ? `${share} %` : stateNames[run.state]}</span>
      </div>
      {isRunning ? (
        <progress className="wb-import-progress" aria-label={`Reading ${run.fileName}`} max={100} value={share} />
      ) : null}
      <p role={isRunning ? undefined : 'status'}>
        {runText(run)} {run.rowsPerSecond > 0 ? `${count(run.rowsPerSecond, 'row')} a second.` : ''}
      </p>
      {run.error === null ? null : <Notice tone={run.state === 'cancelled' ? 'plain' : 'hot'}>{run.error}</Notice>}
      {run.firstRefused.length === 0 ? null : (
        <RefusedTable rows={run.firstRefused} label={`Refused rows of ${run.fileName}`} />
      )}
      <div className="wb-actions">
        {isRunning ? (
          <Button disabled={job === null} onClick={() => job !== null && void cancelJob(job)}>
            Cancel the import
          </Button>
        ) : null}
        {!isRunning && run.refused > 0 ? (
          <Button onClick={() => void saveReport(run)}>Save the list of refused rows</Button>
        ) : null}
      </div>
    </div>
  )
}
