import type { Answer } from '../answer'
import { exitCodes } from '../exit-codes'
import { locateEmail } from '../locate-email'
import type { ShellCore } from '../open-shell-core'
import { sightingText } from '../sighting-text'

/** `locate` */
export const locate = async (
  core: ShellCore,
  named: { tenant: string; person: string; messageId: string },
): Promise<Answer> => {
  const { key, email, sighting } = await locateEmail(core, named)
  return {
    json: { ...key, messageId: email.messageId, sighting },
    text: sightingText(sighting),
    exitCode: sighting.kind === 'unknown' ? exitCodes.later : exitCodes.done,
  }
}
