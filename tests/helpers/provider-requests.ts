import type { LoggedRequest } from '../../src/simulator/core/request-log'
import type { Scene } from './provider-scene'

const isOurs = (row: LoggedRequest): boolean => row.service !== 'sent-log'

/** `METHOD /service/path` of a logged request, without its query, ids still in it. */
export const lineOf = (row: LoggedRequest): string => `${row.method} ${new URL(row.url).pathname}`

/** The server's log from now on. It is never cleared, so that the last test can look at the whole run. */
export const watchRequests = (scene: Scene) => {
  const from = scene.server.requests().length
  const rows = (): readonly LoggedRequest[] => scene.server.requests().slice(from).filter(isOurs)
  return {
    /** HTTP requests: members of a batch aren't requests of their own. */
    http: () => rows().filter((row) => row.member !== true),
    /** Every single thing asked for, members of batches included, the batches themselves left out. */
    calls: () => callsIn(rows()),
    /** Requests that change a mailbox, in their order. */
    moves: () => callsIn(rows()).filter((row) => scene.profile.move.test(lineOf(row))),
  }
}

export const callsIn = (rows: readonly LoggedRequest[]): readonly LoggedRequest[] =>
  rows.filter((row) => row.member === true || row.batch !== true)

export const everyCall = (scene: Scene): readonly LoggedRequest[] => callsIn(scene.server.requests().filter(isOurs))
