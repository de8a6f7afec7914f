import { Failure } from '../../../shared/model'
import type { DirectoryPerson } from '../provider'
import { failure } from './failures'
import { anyOf, equal, quoted, segment } from './odata'
import { personFrom } from './person-from'
import type { Session } from './session'
import { pageOf, userFields, wireUser, type WireUser } from './wire'

const fields = `$select=${userFields}`
const userPage = pageOf(wireUser)

/**
 * Whom the directory has at this address (https://learn.microsoft.com/graph/api/user-get): by sign-in name, then by mail
 * address, then by alias. See `MailProvider.resolvePerson`.
 */
export const resolvePerson = async (
  session: Session,
  address: string,
  signal: AbortSignal,
): Promise<DirectoryPerson> => {
  const filters = [
    anyOf([equal('mail', quoted(address)), equal('userPrincipalName', quoted(address))]),
    // Exchange marks an alias in small letters, the primary address in capitals.
    `proxyAddresses/any(p:p%20eq%20${quoted(`smtp:${address}`)})`,
  ]
  const direct = await bySignInName(session, address, signal)
  if (direct) return personFrom(direct, address)
  for (const filter of filters) {
    const page = userPage.safeParse(await ask(session, `/users?$filter=${filter}&${fields}&$top=2`, signal))
    if (!page.success) throw failure('bad-answer', page.error)
    const [user] = page.data.value
    if (user) return personFrom(user, address)
  }
  throw failure('person-not-found')
}

const ask = (session: Session, path: string, signal: AbortSignal): Promise<unknown> =>
  session.graph.call(
    { method: 'GET', path, lane: { mailbox: null, effect: 'read', batch: false, purpose: 'find a person' } },
    signal,
  )

const bySignInName = async (session: Session, address: string, signal: AbortSignal): Promise<WireUser | null> => {
  const isSelf = session.self?.name.toLowerCase() === address.toLowerCase()
  // An apostrophe in a path is read differently by different servers; the filter below is unambiguous.
  if (!isSelf && (address.includes("'") || address.includes('/'))) return null
  try {
    const path = isSelf ? '/me' : `/users/${segment(address)}`
    const user = wireUser.safeParse(await ask(session, `${path}?${fields}`, signal))
    if (user.success) return user.data
    throw failure('bad-answer', user.error)
  } catch (thrown) {
    if (
      thrown instanceof Failure &&
      ['person-not-found', 'no-mailbox', 'message-gone', 'our-fault'].includes(thrown.code)
    )
      return null
    throw thrown
  }
}
