import { spawn } from 'node:child_process'
import { Stop } from './say.mjs'

/** Whether a window would have nowhere to open. */
export const lacksDisplay = (env = process.env) => process.platform === 'linux' && !env.DISPLAY && !env.WAYLAND_DISPLAY

/**
 * Starts a display in memory on a free number. Gives back the variables that lead to it and `stop`, which is to be
 * called when the last window is closed; it also ends with this process.
 */
export async function startVirtualDisplay() {
  const child = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1920x1200x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  })
  let complaint = ''
  child.stderr.setEncoding('utf8').on('data', (chunk) => (complaint += chunk))
  const end = () => child.kill()
  process.once('exit', end)
  const number = await new Promise((settle, fail) => {
    const refuse = () =>
      fail(
        new Stop(
          'The virtual display (Xvfb) could not be started.',
          'Start the command under a display of your own.',
          complaint,
        ),
      )
    child.once('error', refuse)
    child.once('exit', refuse)
    let answer = ''
    child.stdio[3].setEncoding('utf8').on('data', (chunk) => {
      answer += chunk
      if (!answer.includes('\n')) return
      child.off('exit', refuse)
      settle(answer.trim())
    })
  })
  const stop = () => {
    process.off('exit', end)
    end()
  }
  return { env: { DISPLAY: `:${number}` }, stop }
}
