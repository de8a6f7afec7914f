import './import.css'
import { useEffect, useState } from 'react'
import type { BackgroundHold } from '../../../shared/model/background'
import type { WatchedFile, WatchedFolder, WatchedOutcome } from '../../../shared/model/import'
import type { Tenant } from '../../../shared/model/tenant'
import { call, factsOf, onEvent } from '../../app/client'
import { useReading } from '../../app/current'
import { toast } from '../../app/toasts'
import { Button } from '../../ui/button'
import { Chip } from '../../ui/chip'
import { Fact, Facts } from '../../ui/fact'
import { Notice } from '../../ui/notice'
import { Skeleton } from '../../ui/skeleton'
import { Age } from '../../ui/time-text'
import { saveReport } from './import-store'
import { count, runText } from './import-words'

const outcomeNames: Readonly<Record<WatchedOutcome, string>> = {
  imported: 'imported',
  same: 'known',
  'not-fitting': 'not imported',
  failed: 'not imported whole',
  cancelled: 'cancelled',
}
const isTaken = (outcome: WatchedOutcome): boolean => outcome === 'imported' || outcome === 'same'

const holdWords: Readonly<Record<BackgroundHold, string>> = {
  engineer: 'It waits: you paused the background on the Status page.',
  battery: 'It waits for mains power: this computer runs on its battery.',
  offline: 'It waits for a network.',
  asleep: 'It waits until the computer is awake.',
  locked: 'It waits until the vault is unlocked.',
}

const whatCame = ({ outcome, run, error }: WatchedFile): string =>
  [
    error ?? (outcome === 'same' ? 'A file with the same content was imported before.' : ''),
    run === null ? '' : runText(run),
  ]
    .filter((text) => text !== '')
    .join(' ')

const FileLine = ({ file }: { readonly file: WatchedFile }) => {
  const { run } = file
  return (
    <li className="wb-entry" aria-label={file.name}>
      <span className="wb-entry-text">
        <b>
          <bdi>{file.name}</bdi>
        </b>{' '}
        <Chip tone={isTaken(file.outcome) ? 'calm' : 'warm'} bare>
          {outcomeNames[file.outcome]}
        </Chip>{' '}
        <span className="wb-muted">
          <Age at={file.at} />
        </span>
        <span className="wb-watched-came">{whatCame(file)}</span>
      </span>
      {run !== null && run.refused > 0 ? (
        <Button look="quiet" aria-label={`Save the refused rows of ${file.name}`} onClick={() => void saveReport(run)}>
          Save the refused rows
        </Button>
      ) : null}
    </li>
  )
}

const LastLook = ({ watched }: { readonly watched: WatchedFolder }) => {
  if (watched.looking) return <>looking now …</>
  if (watched.lookedAt === null) return <span className="wb-muted">not since the start</span>
  return (
    <>
      <Age at={watched.lookedAt} />
      {watched.waiting === 0 ? null : (
        <span className="wb-muted">
          {`; ${count(watched.waiting, 'file waits', 'files wait')} until the next look shows whether it is written whole`}
        </span>
      )}
    </>
  )
}

const Watched = ({ watched }: { readonly watched: WatchedFolder }) => (
  <>
    {watched.failure === null ? null : <Notice tone="hot">{watched.failure.message}</Notice>}
    {watched.hold === null ? null : <Notice tone="amber">{holdWords[watched.hold]}</Notice>}
    <Facts>
      <Fact name="Folder">
        <bdi className="wb-watched-path">{watched.folder}</bdi>
      </Fact>
      <Fact name="Last look">
        <LastLook watched={watched} />
      </Fact>
      <Fact name="Files">
        {`${watched.imported.toLocaleString('en-GB')} imported, ${watched.notImported.toLocaleString('en-GB')} not`}
      </Fact>
    </Facts>
    <ul className="wb-entries" aria-label="Latest files">
      {watched.files.map((file) => (
        <FileLine key={file.name} file={file} />
      ))}
    </ul>
  </>
)

/** The folder whose log files are imported by themselves: its last look, its latest files, and what came of them. */
export const WatchedFolderCard = ({ tenant }: { readonly tenant: Tenant }) => {
  const tenantId = tenant.id
  const { value, failure, loading, reload } = useReading({ tenantId }, () => call('imports.watched', { tenantId }))
  const [refusal, setRefusal] = useState<string | null>(null)
  useEffect(
    () =>
      onEvent((event) => {
        if (event.kind === 'background-changed') reload()
      }),
    [reload],
  )
  const act = (work: Promise<unknown>, done?: string): void => {
    setRefusal(null)
    void work.then(
      () => {
        reload()
        if (done !== undefined) toast({ text: done, tenantId })
      },
      (thrown: unknown) => setRefusal(factsOf(thrown).message),
    )
  }
  const watch = (): void => act(call('imports.watch', { tenantId }))
  return (
    <section className="wb-card wb-wide" aria-labelledby="wb-watched-folder">
      <div className="wb-card-head">
        <h2 id="wb-watched-folder">Watched folder</h2>
        {value === null ? (
          <Button disabled={loading} onClick={watch}>
            Watch a folder
          </Button>
        ) : (
          <span className="wb-actions">
            <Button look="quiet" disabled={value.looking} onClick={() => act(call('imports.lookNow', { tenantId }))}>
              Look now
            </Button>
            <Button look="quiet" onClick={watch}>
              Watch another one
            </Button>
            <Button
              look="quiet"
              onClick={() =>
                act(call('imports.unwatch', { tenantId }), 'The folder is no longer watched; its rows stay.')
              }
            >
              Stop watching
            </Button>
          </span>
        )}
      </div>
      {failure === null ? null : <Notice tone="hot">{failure.message}</Notice>}
      {refusal === null ? null : <Notice tone="hot">{refusal}</Notice>}
      {value === null && loading ? <Skeleton rows={2} label="Reading the watched folder" /> : null}
      {value === null && !loading && failure === null ? (
        <p className="wb-muted">
          None yet. Log files in a watched folder, those that lie there and those to come, are imported by themselves,
          with the columns of the last import.
        </p>
      ) : null}
      {value === null ? null : <Watched watched={value} />}
    </section>
  )
}
