import { createAuthorizations } from '../core/authorizations'
import type { SimContext } from '../core/context'
import type { SimService } from '../core/service'
import { createLoginService } from './login'
import { createGraphService } from './service'
import { accessTokens } from './token'

/** Microsoft as the app meets it: the token endpoint and Graph, which know the same access tokens. */
export const createMicrosoftServices = (context: SimContext): SimService[] => {
  const tokens = accessTokens(context)
  return [
    createLoginService({ context, tokens, authorizations: createAuthorizations(context) }),
    createGraphService(context, tokens),
  ]
}
