import type { SimContext } from '../../core/context'
import type { SimService } from '../../core/service'
import { apiFault } from '../errors'
import { createQuota } from '../quota'
import type { AccessTokens } from '../tokens'
import { mailboxOf } from './access'
import { answerBatch, batchPath, callsIn, tooMany } from './batch'
import { createLoad, mostAtOnce } from './load'
import { answerCall, unitsPerMinute, type GmailParts } from './route'

/** Gmail API v1 for reading places and labels and for changing labels; nothing of it gives out a body or deletes mail. */
export const createGmailService = (context: SimContext, tokens: AccessTokens): SimService => {
  const load = createLoad()
  const parts: GmailParts = { context, tokens, quota: createQuota(unitsPerMinute, context.clock), load }
  return {
    name: 'gmail',
    admit: (request) => {
      const mailbox = mailboxOf(context, tokens, request)
      // A batch always gets in: what is too much of it is refused part by part.
      if (request.path !== batchPath && load.of(mailbox) >= mostAtOnce) return { refuse: tooMany() }
      return load.enter(mailbox, callsIn(request))
    },
    handle: (request, trace) => {
      const mailbox = mailboxOf(context, tokens, request)
      if (mailbox !== null) trace.mailbox(mailbox)
      if (request.method === 'POST' && request.path === batchPath) return answerBatch(parts, request, trace)
      return answerCall(parts, request, trace.note)
    },
    fault: apiFault,
  }
}
