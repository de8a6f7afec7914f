import { net, powerMonitor } from 'electron'
import type { Background } from '../services/background/background'

export type SystemHold = Parameters<Background['hold']>[0]

/** How often the system is asked whether there is a network at all, in milliseconds. */
const askMs = 10_000

/**
 * Follows what the computer itself says against working in the background: sleep, no network, running on battery. Whether
 * a battery saver is on Electron doesn't tell. `tell` hears of each change, and of what holds at the start.
 */
export const watchSystem = (tell: (reason: SystemHold, on: boolean) => void) => {
  const known = new Map<SystemHold, boolean>()
  const set = (reason: SystemHold, on: boolean): void => {
    if (known.get(reason) === on) return
    known.set(reason, on)
    tell(reason, on)
  }
  const events = {
    suspend: () => set('asleep', true),
    resume: () => set('asleep', false),
    'on-battery': () => set('battery', true),
    'on-ac': () => set('battery', false),
  } as const
  const asking = setInterval(() => set('offline', !net.isOnline()), askMs)
  powerMonitor.on('suspend', events.suspend)
  powerMonitor.on('resume', events.resume)
  powerMonitor.on('on-battery', events['on-battery'])
  powerMonitor.on('on-ac', events['on-ac'])
  set('battery', powerMonitor.isOnBatteryPower())
  set('offline', !net.isOnline())
  return {
    /** What holds now. */
    held: (): readonly SystemHold[] => [...known].filter(([, on]) => on).map(([reason]) => reason),
    stop: (): void => {
      clearInterval(asking)
      powerMonitor.off('suspend', events.suspend)
      powerMonitor.off('resume', events.resume)
      powerMonitor.off('on-battery', events['on-battery'])
      powerMonitor.off('on-ac', events['on-ac'])
    },
  }
}
