import { expect, it } from 'vitest'
import type { Scene } from '../helpers/provider-scene'
import { watchRequests } from '../helpers/provider-requests'

const signal = new AbortController().signal

export const resolving = (open: () => Scene): void => {
  it('is found by address, with at most 3 requests after the token', async () => {
    const scene = open()
    const person = scene.person()
    const provider = await scene.fresh()
    const seen = watchRequests(scene)
    const found = await provider.resolvePerson(person.address, signal)
    expect(found).toMatchObject({ directoryId: person.directoryId, status: 'active', mailbox: 'present' })
    expect(found.address.toLowerCase()).toBe(person.address.toLowerCase())
    expect(seen.http().filter((row) => row.service !== scene.profile.token).length).toBeLessThanOrEqual(3)
  })

  it('is found by an alias and by an address with an apostrophe or a plus in it', async () => {
    const scene = open()
    const provider = await scene.fresh()
    const people = scene.tenant.people.filter((one) => one.status === 'active')
    const aliased = people.find((one) => one.aliases.length > 0)
    const odd = people.filter((one) => /['+]/.test(one.address))
    expect(aliased && odd.length > 0).toBe(true)
    const asked = [
      ...odd.map((one) => [one.address, one] as const),
      ...(aliased ? [[aliased.aliases[0], aliased] as const] : []),
    ]
    for (const [address, person] of asked)
      expect(await provider.resolvePerson(address ?? '', signal)).toMatchObject({ directoryId: person.directoryId })
  })

  it('whose address differs from the sign-in name keeps both', async () => {
    const scene = open()
    const person = scene.tenant.people.find(
      (one) =>
        one.status === 'active' &&
        one.hasMailbox &&
        one.signInName !== one.address &&
        !one.aliases.includes(one.signInName),
    )
    if (!person) throw new Error('The seed has nobody whose sign-in name differs.')
    const found = await (await scene.fresh()).resolvePerson(person.address, signal)
    expect(found.directoryId).toBe(person.directoryId)
  })

  it('who is suspended is said to be', async () => {
    const scene = open()
    const person = scene.tenant.people.find((one) => one.status === 'suspended')
    if (!person) throw new Error('The seed has nobody suspended.')
    expect(await (await scene.fresh()).resolvePerson(person.address, signal)).toMatchObject({ status: 'suspended' })
  })

  it('whom the directory does not know is refused with its own code', async () => {
    const scene = open()
    const provider = await scene.fresh()
    await expect(provider.resolvePerson(`nobody.at.all@${scene.tenant.domains[0]}`, signal)).rejects.toMatchObject({
      code: 'person-not-found',
    })
  })
}
