import { Failure, type Copy, type Rescue, type Sighting } from '../../../shared/model'
import { refusals } from '../../services/rescue/refusals'
import type { Answer } from '../answer'
import { exitCodes } from '../exit-codes'
import { locateEmail } from '../locate-email'
import type { ShellCore } from '../open-shell-core'
import { placeOf, sightingText } from '../sighting-text'

/** The one copy that is meant. Throws why there is none, or that there are several. */
const chosenCopy = (sighting: Sighting, copyId: string | null): Copy => {
  if (sighting.kind !== 'found')
    throw new Failure({
      code: sighting.kind === 'not-found' ? 'message-gone' : 'server-error',
      message: `${sightingText(sighting)} Nothing was moved.`,
    })
  const named = sighting.copies.find(({ id }) => id === copyId)
  if (copyId !== null && !named)
    throw new Failure({
      code: 'unknown-copy',
      message: 'This copy is not in the mailbox now: see “locate”.',
      field: 'copy',
    })
  const movable = sighting.copies.filter(({ immovable }) => immovable === null)
  const [first] = movable.length > 0 ? movable : sighting.copies
  const chosen = named ?? first
  if (!named && movable.length > 1)
    throw new Failure({
      code: 'bad-input',
      message: `There are ${movable.length} copies that could be moved: name one with --copy, see “locate”.`,
      field: 'copy',
    })
  if (chosen?.immovable) throw new Failure(refusals[chosen.immovable])
  if (!chosen) throw new Failure({ code: 'message-gone', message: 'There is no copy to move.' })
  return chosen
}

const outcome: Readonly<Record<Rescue['state'], string>> = {
  intended: 'What became of the move isn’t known yet: the app finds out at its next start.',
  watching: 'It is in the Inbox. The app reads it once more at its next start; --watch stays until the last reading.',
  done: 'It is in the Inbox, and was still there at the last reading.',
  'moved-back': 'It was in the Inbox and something moved it away again.',
  failed: 'It was not moved.',
  undoing: 'The move is being undone.',
  undone: 'The move was undone.',
}

/** `move` */
export const move = async (
  core: ShellCore,
  asked: { tenant: string; person: string; messageId: string; copy: string | null; yes: boolean; watch: boolean },
): Promise<Answer> => {
  const { key, email, person, tenant, sighting } = await locateEmail(core, asked)
  const copy = chosenCopy(sighting, asked.copy)
  const what = `“${email.subject}” of ${person.address} (${tenant.name}) from ${placeOf(copy.place)} to the Inbox`
  if (!asked.yes)
    return {
      json: { dryRun: true, ...key, copyId: copy.id, before: copy.place },
      text: `Would move ${what}. Nothing was changed: add --yes to do it.`,
    }
  const moved = await core.rescue.move(key, copy.id)
  const rescue = asked.watch && moved.state === 'watching' ? await lastState(core, moved) : moved
  const isThere = rescue.state === 'watching' || rescue.state === 'done'
  return {
    json: { dryRun: false, rescue },
    text: `Moved ${what}.\n${outcome[rescue.state]}`,
    exitCode: isThere ? exitCodes.done : exitCodes.failed,
  }
}

const lastState = (core: ShellCore, moved: Rescue): Promise<Rescue> =>
  core.next((event) =>
    event.kind === 'rescue-changed' && event.rescue.id === moved.id && event.rescue.state !== 'watching'
      ? event.rescue
      : undefined,
  )
