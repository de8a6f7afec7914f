import type { AppEvent } from '../../shared/contract'
import { type Job } from '../../shared/model/job'
import { afterPaint } from './after-paint'
import { announceExpiry } from './announce-expiry'
import { goOnConnecting } from './begin-connecting'
import { askAhead, call, onEvent } from './client'
import { listenForKeys } from './commands'
import { useConnectionStore } from './connection'
import { context, restoreContext, useContextStore } from './context'
import { openDialog } from './dialogs'
import { noteGrantRow } from './grants'
import { failureText, isFollowed, noteJob, readJobs, useJobStore } from './jobs'
import { readPeople, usePeopleStore } from './people'
import { readPerson, readPersonAgain } from './person'
import { readPreferences } from './preferences'
import { registerShellCommands } from './shell-commands'
import { readTenants } from './tenants'
import { toast } from './toasts'
import { noteVault, readVault, useVaultStore } from './vault'
import { readWorkspace, useWorkspaceStore } from './workspace'
import { zoneOf } from '../ui/time'

const onJob = (job: Job): void => {
  // Whoever follows a job says what became of it, where it was asked for.
  const isToldElsewhere = isFollowed(job.id)
  const before = useJobStore.getState().jobs.find((each) => each.id === job.id)
  noteJob(job)
  if (isToldElsewhere || job.state !== 'failed' || before?.state === 'failed') return
  toast({ tone: 'hot', text: failureText(job), tenantId: job.tenantId })
}

const onAppEvent = (event: AppEvent): void => {
  switch (event.kind) {
    case 'job':
      return onJob(event.job)
    case 'network':
      return useConnectionStore.setState({ online: event.online })
    case 'tenants-changed':
      return void readTenants()
    case 'grant-row':
      return noteGrantRow(event)
    case 'vault-changed':
      return noteVault(event.status)
    case 'people-changed':
      if (usePeopleStore.getState().tenantId === event.tenantId) void readPeople(event.tenantId)
      readPersonAgain(event.tenantId)
      return
    default: // the page that shows it listens itself
  }
}

/** A tenant counts as opened after this, in milliseconds: its page comes first, and who only passes through opens nothing. */
const openedAfterMs = 400

const rememberOpening = (): (() => void) =>
  useContextStore.subscribe(({ tenantId }, before) => {
    if (tenantId === null || tenantId === before.tenantId) return
    setTimeout(() => {
      if (useContextStore.getState().tenantId === tenantId)
        call('tenants.open', { tenantId }).then(readTenants, () => undefined)
    }, openedAfterMs)
  })

/** The first page is drawn without what takes longer than this, in milliseconds. */
const aheadAtMostMs = 400

/** Asks for everything that the log of the last person shows, so that its first drawing is whole. */
const askForLastLog = (tenantId: string, personId: string): Promise<unknown> =>
  Promise.race([
    Promise.all([
      askAhead('log.read', { tenantId, personId, window: context().window }),
      readPerson(tenantId, personId),
      readTenants(),
    ]),
    new Promise((resolve) => setTimeout(resolve, aheadAtMostMs)),
  ])

/** The engineer's own tenants are sealed until the vault is open: their first page asks for it. */
const unlockOwn = async (): Promise<void> => {
  if (useWorkspaceStore.getState().status?.current !== 'own') return
  await readVault()
  if (useVaultStore.getState().status?.locked === true) openDialog('vault')
}

/**
 * Wires the stores to main and puts the window back to the last tenant and person. Resolves when the first page can be
 * drawn, with the function that undoes the wiring; throws a Failure when the preferences can't be read.
 */
export const boot = async (): Promise<() => void> => {
  const undo = [onEvent(onAppEvent), registerShellCommands(), listenForKeys(window), announceExpiry()]
  const preferences = readPreferences()
  // The first question about time zones takes long: it is asked while main answers.
  zoneOf('system')
  const { lastTenantId: tenantId, lastPersonId: personId } = await preferences
  if (tenantId !== null) {
    restoreContext({ tenantId, personId, route: personId === null ? { kind: 'tenant' } : { kind: 'log' } })
  }
  if (tenantId !== null && personId !== null) await askForLastLog(tenantId, personId)
  else void readTenants()
  undo.push(rememberOpening())
  // Who is online is main's to say; asked after the first page, which doesn't wait for it.
  const later = setTimeout(() => {
    call('app.status', {}).then(
      (status) => useConnectionStore.setState({ online: status.online }),
      () => undefined,
    )
  }, 300)
  undo.push(() => clearTimeout(later))
  // A shell may have added or changed tenants meanwhile.
  const comingBack = (): void => void readTenants()
  window.addEventListener('focus', comingBack)
  undo.push(() => window.removeEventListener('focus', comingBack))
  // Main builds its services when the first of these asks for them.
  afterPaint(() => {
    void readJobs().catch(() => undefined)
    void readWorkspace().then(unlockOwn).then(goOnConnecting)
  })
  return () => {
    for (const each of undo) each()
  }
}
