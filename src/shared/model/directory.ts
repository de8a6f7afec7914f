import type { GrantReading } from './connect'
import type { Person } from './person'

/** What a resync of the directory finds of a person. Renamed: another name, or another address; the old one still finds them. */
export const directoryChanges = ['added', 'changed', 'renamed', 'suspended', 'removed'] as const
export type DirectoryChange = (typeof directoryChanges)[number]

/** One reading of a tenant's directory from its beginning to its end. */
export interface DirectoryResync {
  readonly tenantId: string
  readonly id: string
  readonly beganAt: string
  readonly endedAt: string
  /** Everybody was read, not only what had changed since the reading before. */
  readonly full: boolean
  /** There was none before: everybody is new, and nobody is listed as such. */
  readonly first: boolean
  /** How many people the provider told of. */
  readonly read: number
  readonly counts: Readonly<Record<DirectoryChange, number>>
  /** The permissions, read again in the same run; null when they could not be. */
  readonly grant: GrantReading | null
}

/** Somebody whom a resync found changed. */
export interface ChangedPerson {
  readonly personId: string
  readonly name: string
  readonly address: string
  /** Name and address before, where either changed. */
  readonly before: { readonly name: string; readonly address: string } | null
}

/** How the platform's own list of people and the directory agree about one person. */
export const agreements = ['both', 'platform-only', 'directory-only', 'address-differs', 'neither'] as const
export type Agreement = (typeof agreements)[number]

/** Compares what the two lists say; who is removed from one is no longer in it. */
export const agreementOf = ({ inPlatform, inDirectory }: Pick<Person, 'inPlatform' | 'inDirectory'>): Agreement => {
  const platform = inPlatform?.status === 'removed' ? null : inPlatform
  const directory = inDirectory?.status === 'removed' ? null : inDirectory
  if (platform === null) return directory === null ? 'neither' : 'directory-only'
  if (directory === null) return 'platform-only'
  return platform.address.toLowerCase() === directory.address.toLowerCase() ? 'both' : 'address-differs'
}
