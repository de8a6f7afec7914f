import type { SimPerson } from '../world/world'

/** In Workspace the primary address is the sign-in name; an address that differs from it is one of its aliases. */
export const primaryAddress = (person: SimPerson): string => person.signInName

export const otherAddresses = (person: SimPerson): readonly string[] =>
  [...new Set([person.address, ...person.aliases])].filter((one) => !sameAddress(one, person.signInName))

export const hasAddress = (person: SimPerson, address: string): boolean =>
  [person.signInName, person.address, ...person.aliases].some((one) => sameAddress(one, address))

const sameAddress = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase()
