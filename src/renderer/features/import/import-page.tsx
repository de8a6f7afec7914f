import './import.css'
import { useEffect } from 'react'
import type { Tenant } from '../../../shared/model/tenant'
import { onEvent } from '../../app/client'
import { Page } from '../../app/page'
import { useTenant } from '../../app/tenants'
import { Button } from '../../ui/button'
import { DropZone } from '../../ui/drop-zone'
import { Notice } from '../../ui/notice'
import {
  beginImport,
  chooseFile,
  leaveFile,
  onImportEvent,
  startImport,
  takeDropped,
  useImportStore,
} from './import-store'
import { factsText } from './import-words'
import { PlanForm } from './plan-form'
import { PreviewTable, RefusedTable } from './preview-table'
import { RunCard } from './run-card'

const ChooseCard = () => {
  const isBusy = useImportStore((state) => state.isBusy)
  return (
    <DropZone onFile={(file) => void takeDropped(file)}>
      <span className="wb-drop-text">
        <span className="wb-strong">Drop a log file here, or choose one</span>
        <span className="wb-hint">CSV, TSV, JSON or NDJSON, packed with gzip or not, or a workbook (.xlsx).</span>
      </span>
      <Button look="primary" autoFocus disabled={isBusy} onClick={() => void chooseFile()}>
        Choose a file
      </Button>
    </DropZone>
  )
}

const PreviewCard = ({ tenant }: { readonly tenant: Tenant }) => {
  const { file, preview, plan, isBusy } = useImportStore()
  if (file === null) return null
  return (
    <section className="wb-card wb-wide" aria-labelledby="wb-import-file" aria-busy={isBusy}>
      <div className="wb-card-head">
        <h2 id="wb-import-file">
          <bdi>{file.name}</bdi>
        </h2>
        <Button look="quiet" onClick={leaveFile}>
          Choose another file
        </Button>
      </div>
      {preview === null || plan === null ? (
        <p role="status">{isBusy ? 'Looking at its first rows …' : 'It could not be read.'}</p>
      ) : (
        <>
          <p className="wb-muted">{factsText(preview.facts)}</p>
          <PlanForm preview={preview} plan={plan} zone={tenant.timeZone} />
          <PreviewTable preview={preview} zone={tenant.timeZone} />
          {preview.refused.length === 0 ? null : (
            <>
              <h3>Refused among the first rows</h3>
              <RefusedTable rows={preview.refused} label="Refused among the first rows" />
            </>
          )}
          <div className="wb-actions">
            <Button look="primary" disabled={isBusy} onClick={() => void startImport()}>
              {`Import into ${tenant.name}`}
            </Button>
          </div>
        </>
      )}
    </section>
  )
}

/** Takes a tenant's sent emails from a log file: choose, correct what was guessed, import, see what was refused. */
export const ImportPage = () => {
  const tenant = useTenant()
  const tenantId = tenant?.id ?? null
  const { file, refusal, runs, tenantId: ofStore } = useImportStore()
  useEffect(() => {
    if (tenantId !== null) beginImport(tenantId)
    return onEvent(onImportEvent)
  }, [tenantId])
  if (tenant === null || ofStore !== tenant.id) return <Page title="Import a log file">{null}</Page>
  return (
    <Page
      title="Import a log file"
      sentence={`Adds sent emails of ${tenant.name} that a file tells of. The same file twice changes nothing.`}
    >
      {refusal === null ? null : <Notice tone="hot">{refusal.message}</Notice>}
      {file === null ? <ChooseCard /> : <PreviewCard tenant={tenant} />}
      <div className="wb-import-runs">
        {(runs ?? []).map((run) => (
          <RunCard key={run.id} run={run} />
        ))}
      </div>
    </Page>
  )
}
