import { ipcMain, type WebContents } from 'electron'
import type { CallName, Envelope } from '../../shared/contract'
import { callChannel, callNames } from '../../shared/contract/names'
import type { FailureFacts } from '../../shared/model'

/** Answers one call by name; never throws. */
export type Answer = (name: CallName, input: unknown) => Promise<Envelope<unknown>>

const refusal: FailureFacts = {
  code: 'sender-refused',
  message: 'This call did not come from the application window.',
}

/**
 * Registers every call of the contract. Only the main frame of the one window, served from our own origin, is answered.
 * Calls that come before there is somebody to answer wait.
 */
export const registerCalls = (
  answering: Promise<Answer>,
  trusted: { webContents: () => WebContents | null; origin: string },
): void => {
  for (const name of callNames) {
    ipcMain.handle(callChannel(name), async (event, input: unknown): Promise<Envelope<unknown>> => {
      const frame = event.senderFrame
      const known =
        event.sender === trusted.webContents() &&
        frame !== null &&
        frame === event.sender.mainFrame &&
        frame.url.startsWith(`${trusted.origin}/`)
      if (!known) return { ok: false, failure: refusal }
      return (await answering)(name, input)
    })
  }
}
