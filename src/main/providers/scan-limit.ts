import { Failure } from '../../shared/model'

/** Messages that a scan by headers alone reads at most: no mail system searches by a header, so it reads everybody's. */
export const mostScanned = 2_000

/** Counts what such a scan reads; throws `bad-input` once it is too much. */
export const scanCounter = (isUnlimited: boolean, most = mostScanned): ((more: number) => void) => {
  let read = 0
  return (more) => {
    read += more
    if (isUnlimited || read <= most) return
    throw new Failure({
      code: 'bad-input',
      field: 'window',
      message: `More than ${most.toLocaleString('en-GB')} messages lie in this mailbox in that time, and a scan by headers alone has to read each: choose a shorter time, or enter the addresses too that our emails come from.`,
    })
  }
}
