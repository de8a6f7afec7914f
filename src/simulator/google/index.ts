import { createAuthorizations } from '../core/authorizations'
import type { SimContext } from '../core/context'
import type { SimService } from '../core/service'
import { createAccountsService } from './accounts/service'
import { createDirectoryService } from './directory/service'
import { createGmailService } from './gmail/service'
import { createTokenService } from './token/service'
import { createAccessTokens } from './tokens'

/** Google as the app meets it: the token endpoint, Gmail and the Directory, which know the same access tokens. */
export const createGoogleServices = (context: SimContext): SimService[] => {
  const tokens = createAccessTokens(context)
  const authorizations = createAuthorizations(context)
  return [
    createTokenService({ context, tokens, authorizations }),
    createAccountsService(context, authorizations),
    createGmailService(context, tokens),
    createDirectoryService(context, tokens),
  ]
}
