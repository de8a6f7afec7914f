import { Failure } from '../../../shared/model'
import type { DirectoryPerson } from '../provider'
import { failure } from './failures'
import { anyOf, equal, quoted, segment } from './odata'
import type { Session } from './session'
import { pageOf, wireUser, type WireUser } from './wire'

const fields = '$select=id,mail,userPrincipalName,proxyAddresses,accountEnabled,userType,assignedPlans'
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

const personFrom = (user: WireUser, asked: string): DirectoryPerson => {
  const proxies = (user.proxyAddresses ?? []).filter((one) => /^smtp:/i.test(one))
  const primary = proxies.find((one) => one.startsWith('SMTP:'))?.slice(5)
  const address = user.mail ?? primary ?? asked
  const plan = (user.assignedPlans ?? []).some(
    (one) => one.service?.toLowerCase() === 'exchange' && one.capabilityStatus === 'Enabled',
  )
  const others = proxies.map((one) => one.slice(5)).filter((one) => one.toLowerCase() !== address.toLowerCase())
  const signInName = user.userPrincipalName ?? null
  return {
    directoryId: user.id,
    address,
    signInName: signInName?.toLowerCase() === address.toLowerCase() ? null : signInName,
    aliases: others,
    // A shared or room mailbox is a disabled account that works: only a licence makes it a suspended person.
    status: user.accountEnabled === false && plan ? 'suspended' : 'active',
    mailbox: mailboxOf(user, plan),
  }
}

const mailboxOf = (user: WireUser, plan: boolean): DirectoryPerson['mailbox'] => {
  if (user.userType === 'Guest') return 'absent'
  if (plan) return 'present'
  return user.accountEnabled === false || !user.assignedPlans ? 'unknown' : 'absent'
}
