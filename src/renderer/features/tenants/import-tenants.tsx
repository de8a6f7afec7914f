import './tenants.css'
import { IconX } from '@tabler/icons-react'
import { closeDialog } from '../../app/dialogs'
import { Copy } from '../../app/copy'
import { useIsDemo } from '../../app/workspace'
import { Button, IconButton } from '../../ui/button'
import { Dialog } from '../../ui/dialog'
import { Notice } from '../../ui/notice'
import { ImportChoice } from './import-choice'
import { ImportReport } from './import-report'
import { chooseAnother, endImport, takeFile, useImportStore } from './import-store'
import { doText, refusedText, reportText } from './import-words'

const close = (): void => {
  closeDialog()
  endImport()
}

const Report = () => {
  const { report, file, isTaken, isBusy } = useImportStore()
  if (report === null) return null
  const does = doText(report)
  const refused = refusedText(report)
  return (
    <>
      <p className="wb-import-sum" role="status">
        {file?.name === null || file === null ? null : <b>{file.name}: </b>}
        {reportText(report, isTaken)}
        {refused === '' ? null : <Copy what="the refused lines" text={refused} />}
      </p>
      <div className="wb-import-rows">
        <ImportReport report={report} />
      </div>
      {report.counts.add === 0 ? null : (
        <p className="wb-muted">
          Secrets are never part of a file: enter each on the tenant’s page, under Connection. Tenants of a shared
          application need none of their own.
        </p>
      )}
      <div className="wb-import-foot">
        <Button onClick={chooseAnother}>Choose another file</Button>
        {isTaken ? (
          <Button look="primary" autoFocus onClick={close}>
            Close
          </Button>
        ) : (
          <Button look="primary" disabled={does === null || isBusy} onClick={() => void takeFile()}>
            {isBusy ? 'Working …' : (does ?? 'Nothing to do')}
          </Button>
        )}
      </div>
    </>
  )
}

/** Adds and changes many tenants from a file: first what each line comes to, then the doing. */
export const ImportTenants = () => {
  const { report, refusal } = useImportStore()
  const isDemo = useIsDemo()
  return (
    <Dialog label="Import tenants" className="wb-import" onClose={close}>
      <div className="wb-card-head">
        <h2 className="wb-ask-title">Import tenants</h2>
        <IconButton label="Close import" icon={<IconX size={16} stroke={1.6} />} onClick={close} />
      </div>
      {isDemo ? <Notice>This is the demo workspace: a file can be tried here, and adds nothing.</Notice> : null}
      {refusal === null ? null : <Notice tone="hot">{refusal}</Notice>}
      {report === null ? <ImportChoice /> : <Report />}
    </Dialog>
  )
}
