import { IconX } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import type { Job } from '../../shared/model/job'
import { IconButton } from '../ui/button'
import { cancelJob, progressText, useJobs } from './jobs'
import { useTenantById } from './tenants'

/** A bar of how far a job is; it only moves back and forth while the whole isn't known. */
const Progress = ({ job, name }: { readonly job: Job; readonly name: string }) => (
  <span
    className={`wb-progress${job.total === null ? ' wb-progress-open' : ''}`}
    role="progressbar"
    aria-label={name}
    aria-valuenow={job.total === null ? undefined : job.done}
    aria-valuemin={0}
    aria-valuemax={job.total ?? undefined}
  >
    <span style={{ width: job.total === null ? undefined : `${(100 * job.done) / Math.max(1, job.total)}%` }} />
  </span>
)

/** One running job: whose, what, how far, and the way to stop it. `listed` tells its names from those in the top bar. */
export const JobLine = ({ job, listed = false }: { readonly job: Job; readonly listed?: boolean }) => {
  const tenant = useTenantById(job.tenantId)
  return (
    <div className="wb-job" style={{ borderLeftColor: tenant?.colour }}>
      <span className="wb-job-title">{job.title}</span>
      <span className="wb-muted wb-num">{progressText(job)}</span>
      <IconButton
        label={`Cancel${listed ? ' job' : ''}: ${job.title}`}
        icon={<IconX size={15} stroke={1.6} />}
        onClick={() => void cancelJob(job)}
      />
      <Progress job={job} name={`${listed ? 'Job: ' : ''}${job.title}`} />
    </div>
  )
}

/** What is running, in the top bar: the newest with its progress, all of it one click away. */
export const Running = () => {
  const running = useJobs().filter((job) => job.state === 'running')
  const [opened, setOpened] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const newest = running[0]
  if (newest === undefined) return null
  return (
    <div
      className="wb-running-place"
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) setOpened(false)
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !opened) return
        event.stopPropagation()
        setOpened(false)
        button.current?.focus()
      }}
    >
      <button
        type="button"
        ref={button}
        className="wb-running"
        aria-expanded={opened}
        aria-controls="wb-running-jobs"
        onClick={() => setOpened(!opened)}
      >
        <span className="wb-spinner" aria-hidden="true" />
        <span className="wb-clip">{newest.title}</span>{' '}
        <span className="wb-running-count wb-num">{progressText(newest)}</span>
        {running.length > 1 ? <span className="wb-hint">+{running.length - 1}</span> : null}
      </button>
      <section id="wb-running-jobs" className="wb-jobs" aria-label="What is running" hidden={!opened} tabIndex={-1}>
        {opened ? running.map((job) => <JobLine key={job.id} job={job} />) : null}
      </section>
    </div>
  )
}
