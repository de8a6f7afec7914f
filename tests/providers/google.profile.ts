import type { ProviderProfile } from '../helpers/provider-scene'

const me = '/gmail/gmail/v1/users/me'

export const google: ProviderProfile = {
  name: 'Google Workspace',
  kind: 'google',
  mail: 'gmail',
  token: 'google-token',
  move: /^POST .*\/messages\/[^/]+\/modify$/,
  moveRoute: '^POST .*/modify\\b',
  allowed: [
    /^POST \/google-token\/token$/,
    /^GET \/google-directory\/admin\/directory\/v1\/users(\/[^/]+)?$/,
    new RegExp(`^GET ${me}/messages(/[^/]+)?$`),
    new RegExp(`^GET ${me}/labels$`),
    new RegExp(`^POST ${me}/messages/[^/]+/modify$`),
    // A batch that was refused as a whole has no members to be looked at.
    /^POST \/gmail\/batch\/gmail\/v1$/,
  ],
  places: [
    { to: 'SPAM', kind: 'junk' },
    { to: 'archive', kind: 'archive' },
    { to: 'TRASH', kind: 'deleted' },
    { to: 'Training', kind: 'folder' },
    { to: 'INBOX', kind: 'inbox' },
  ],
  most: { first: 8, again: 4 },
}
