import type { DirectoryPerson } from '../provider'
import type { WireUser } from './wire'

/** What a user of Entra says of a person; `asked` stands for the address where the user has none of its own. */
export const personFrom = (user: WireUser, asked: string): DirectoryPerson => {
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
