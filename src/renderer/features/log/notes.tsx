import { IconAlertTriangle, IconPlugConnectedX } from '@tabler/icons-react'
import { memo, useMemo } from 'react'
import type { LogPage } from '../../../shared/contract'
import type { FailureFacts } from '../../../shared/model'
import { Button } from '../../ui/button'
import { Notice } from '../../ui/notice'
import { Age } from '../../ui/time-text'
import { refreshLog, retryLocate } from './log-store'
import type { Refresh } from './log-store'
import type { LogRow } from './rows'
import { smtpNote } from './summary'

interface NotesProps {
  readonly page: LogPage
  readonly rows: readonly LogRow[]
  readonly refresh: Refresh
  readonly readFailure: FailureFacts | null
  readonly locateFailure: FailureFacts | null
  /** Whether it is news here that mail went by SMTP. */
  readonly saysSmtp: boolean
}

/** What has to be known before the table is read, each thing once: sent by SMTP, not up to date, not looked for. */
export const Notes = memo(({ page, rows, refresh, readFailure, locateFailure, saysSmtp }: NotesProps) => {
  const smtp = useMemo(() => (saysSmtp ? smtpNote(rows) : null), [saysSmtp, rows])
  const broken = <IconPlugConnectedX size={18} stroke={1.6} aria-hidden="true" />
  return (
    <>
      {smtp === null ? null : (
        <Notice tone="amber" icon={<IconAlertTriangle size={18} stroke={1.6} aria-hidden="true" />}>
          <strong>{smtp}</strong> If mail was due through the API, the sync permission may be broken.
        </Notice>
      )}
      {refresh.kind === 'failed' && rows.length > 0 ? (
        <Notice tone="hot" icon={broken} actions={<Button onClick={refreshLog}>Try again</Button>}>
          {refresh.message} <code>{refresh.code}</code>{' '}
          {page.refreshedAt === null ? null : (
            <span className="wb-muted">
              What stands below is <Age at={page.refreshedAt} word="old" />.
            </span>
          )}
        </Notice>
      ) : null}
      {readFailure === null ? null : (
        <Notice tone="hot" icon={broken}>
          {readFailure.message} <code>{readFailure.code}</code>
        </Notice>
      )}
      {locateFailure === null ? null : (
        <Notice tone="hot" icon={broken} actions={<Button onClick={retryLocate}>Look again</Button>}>
          {locateFailure.message} <code>{locateFailure.code}</code>
        </Notice>
      )}
    </>
  )
})
Notes.displayName = 'Notes'
