import { Failure } from '../../../shared/model'
import type { Answer } from '../answer'
import { exitCodes } from '../exit-codes'
import { findEmail } from '../find-email'
import type { ShellCore } from '../open-shell-core'
import { placeOf } from '../sighting-text'

/** `undo`: the latest move that can be undone, or the one that is named. */
export const undo = async (
  core: ShellCore,
  asked: { tenant: string; person: string; messageId: string; rescue: string | null },
): Promise<Answer> => {
  const { key, email, person, tenant } = await findEmail(core, asked)
  const latest = (await core.ledger.readRescues(key)).find(({ state }) => state === 'watching' || state === 'done')
  const rescueId = asked.rescue ?? latest?.id
  if (rescueId === undefined)
    throw new Failure({ code: 'unknown-rescue', message: 'There is no move of this email that could be undone.' })
  const rescue = await core.rescue.undo(key, rescueId)
  const what = `“${email.subject}” of ${person.address} (${tenant.name})`
  const undone = rescue.state === 'undone'
  return {
    json: { rescue },
    text: undone
      ? `Put ${what} back to ${placeOf(rescue.before)}.`
      : `${what} was put back and was moved away again: see “locate”.`,
    exitCode: undone ? exitCodes.done : exitCodes.failed,
  }
}
