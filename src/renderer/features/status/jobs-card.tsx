import type { Job } from '../../../shared/model/job'
import { progressText, useJobs } from '../../app/jobs'
import { useZone } from '../../app/preferences'
import { JobLine } from '../../app/running'
import { Chip, type Tone } from '../../ui/chip'
import { Instant } from '../../ui/time-text'

const ends: Readonly<Record<Exclude<Job['state'], 'running'>, readonly [word: string, tone: Tone]>> = {
  done: ['done', 'calm'],
  failed: ['failed', 'hot'],
  cancelled: ['cancelled', 'none'],
}

const Ended = ({ job, zone }: { readonly job: Job; readonly zone: string }) => {
  if (job.state === 'running') return null
  const [word, tone] = ends[job.state]
  return (
    <li>
      <span className="wb-muted">
        <Instant at={job.startedAt} zone={zone} form="clock" />
      </span>
      <span className="wb-clip" title={job.error?.message}>
        {job.title}
        {job.error === null ? null : <span className="wb-muted"> {job.error.message}</span>}
      </span>
      <span className="wb-muted wb-right">{progressText(job)}</span>
      <span className="wb-right">
        <Chip tone={tone} bare>
          {word}
        </Chip>
      </span>
    </li>
  )
}

/** What runs, and what ran since the window opened. */
export const JobsCard = () => {
  const jobs = useJobs()
  const zone = useZone()
  const running = jobs.filter((job) => job.state === 'running')
  const ended = jobs.filter((job) => job.state !== 'running').slice(0, 8)
  return (
    <section className="wb-card" aria-labelledby="wb-jobs">
      <h2 id="wb-jobs">Jobs</h2>
      {jobs.length === 0 ? <p className="wb-muted">Nothing runs, and nothing ran yet.</p> : null}
      {running.map((job) => (
        <JobLine key={job.id} job={job} listed />
      ))}
      <ul className="wb-ended">
        {ended.map((job) => (
          <Ended key={job.id} job={job} zone={zone} />
        ))}
      </ul>
    </section>
  )
}
