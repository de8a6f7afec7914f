import type { ProviderProfile } from '../helpers/provider-scene'

const user = '/graph/v1\\.0/users/[^/]+'

export const microsoft: ProviderProfile = {
  name: 'Microsoft 365',
  kind: 'microsoft',
  mail: 'graph',
  token: 'login',
  move: /^POST .*\/messages\/[^/]+\/move$/,
  moveRoute: '^POST .*/move$',
  allowed: [
    /^POST \/login\/[^/]+\/oauth2\/v2\.0\/token$/,
    /^GET \/graph\/v1\.0\/users$/,
    new RegExp(`^GET ${user}$`),
    new RegExp(`^GET ${user}/messages(/[^/]+)?$`),
    new RegExp(`^GET ${user}/mailFolders/[^/]+$`),
    new RegExp(`^GET ${user}/mailFolders/recoverableitemsdeletions/messages$`),
    new RegExp(`^POST ${user}/messages/[^/]+/move$`),
    // A batch that was refused as a whole has no members to be looked at.
    /^POST \/graph\/v1\.0\/\$batch$/,
  ],
  places: [
    { to: 'junkemail', kind: 'junk' },
    { to: 'archive', kind: 'archive' },
    { to: 'deleteditems', kind: 'deleted' },
    { to: 'Vendors/Training', kind: 'folder' },
    { to: 'inbox', kind: 'inbox' },
  ],
  most: { first: 5, again: 5 },
}
