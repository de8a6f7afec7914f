import type { SimPerson } from './world'

const units = ['Front desk', 'Hygiene', 'Orthodontics', 'Billing', 'Facilities'] as const

/** Where the person works, always the same for one person. */
export const unitOf = ({ directoryId }: Pick<SimPerson, 'directoryId'>): string => {
  const sum = [...directoryId].reduce((total, sign) => total + sign.charCodeAt(0), 0)
  return units[sum % units.length] ?? units[0]
}
