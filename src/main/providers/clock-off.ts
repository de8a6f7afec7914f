/** Below this many milliseconds two clocks count as the same: an answer's `Date` is in whole seconds and took its way. */
const nearMs = 60_000

/**
 * The sentence for a sign-in that was refused for its time. The `Date` of the refusal (RFC 9110 §6.6.1) tells by how much this
 * computer's clock is off; `now` in epoch milliseconds.
 */
export const clockOff = (provider: string, date: string | null | undefined, now: number): string => {
  const theirs = Date.parse(date ?? '')
  const off = Number.isNaN(theirs) ? 0 : now - theirs
  const found =
    Math.abs(off) < nearMs
      ? `${provider} refused the time in our sign-in`
      : `This computer’s clock is ${spanOf(Math.abs(off))} ${off > 0 ? 'ahead of' : 'behind'} ${provider}’s`
  return `${found}: set this computer’s clock and time zone right in its system settings, then try again.`
}

const spanOf = (ms: number): string => {
  const minutes = Math.round(ms / 60_000)
  if (minutes < 120) return minutes === 1 ? 'a minute' : `${minutes} minutes`
  const hours = Math.round(minutes / 60)
  return hours < 48 ? `${hours} hours` : `${Math.round(hours / 24)} days`
}
