import type { SimContext } from '../core/context'
import type { SimAnswer } from '../core/service'

/** An error answer of Graph: thrown where it is found, worded once at the end of the call. */
export class GraphRefusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message)
  }
}

const refusal = (status: number, code: string, message: string) => (): never => {
  throw new GraphRefusal(status, code, message)
}

export const itemNotFound = refusal(404, 'ErrorItemNotFound', 'The specified object was not found in the store.')
export const idMalformed = refusal(400, 'ErrorInvalidIdMalformed', 'Id is malformed.')
export const accessDenied = refusal(403, 'ErrorAccessDenied', 'Access is denied. Check credentials and try again.')
/** As seen where an application access policy, or a mailbox's own allow list, keeps an app out. */
export const blockedByPolicy = refusal(
  403,
  'ErrorAccessDenied',
  'Access to OData is disabled: [RAOP] : Blocked by tenant configured AppOnly AccessPolicy settings.',
)
export const directoryDenied = refusal(
  403,
  'Authorization_RequestDenied',
  'Insufficient privileges to complete the operation.',
)
export const mailboxNotEnabled = refusal(
  404,
  'MailboxNotEnabledForRESTAPI',
  'The mailbox is either inactive, soft-deleted, or is hosted on-premise.',
)
export const inefficientFilter = refusal(
  400,
  'InefficientFilter',
  'The restriction or sort order is too complex for this operation.',
)
export const invalidFilter = refusal(
  400,
  'ErrorInvalidUrlQueryFilter',
  'The query filter contains one or more invalid nodes.',
)
export const mailboxConcurrency = (): GraphRefusal =>
  new GraphRefusal(429, 'ApplicationThrottled', 'Application is over its MailboxConcurrency limit.', {
    'retry-after': '1',
  })

export const refuse = (status: number, code: string, message: string): never => {
  throw new GraphRefusal(status, code, message)
}

export const unknownSegment = (segment: string): never =>
  refuse(400, 'BadRequest', `Resource not found for the segment '${segment}'.`)

/** Graph guide: error responses and resource types. */
export const errorAnswer = (
  context: SimContext,
  refused: GraphRefusal,
  clientRequestId: string | undefined,
): SimAnswer => ({
  status: refused.status,
  headers: refused.headers,
  body: {
    error: {
      code: refused.code,
      message: refused.message,
      innerError: {
        date: new Date(context.clock.now()).toISOString().slice(0, 19),
        'request-id': context.random.uuid(),
        ...(clientRequestId === undefined ? {} : { 'client-request-id': clientRequestId }),
      },
    },
  },
})

const byStatus: Readonly<Record<number, readonly [code: string, message: string]>> = {
  400: ['BadRequest', 'Bad request.'],
  401: ['InvalidAuthenticationToken', 'Access token has expired or is not yet valid.'],
  403: ['ErrorAccessDenied', 'Access to OData is disabled.'],
  404: ['ErrorItemNotFound', 'The specified object was not found in the store.'],
  409: [
    'ErrorIrresolvableConflict',
    'The send or update operation could not be performed because the change key passed in the request does not match the current change key for the item.',
  ],
  429: ['ApplicationThrottled', 'Application is over its MailboxConcurrency limit.'],
  500: ['ErrorInternalServerError', 'An internal server error occurred. The operation failed.'],
  501: ['NotImplemented', 'The requested feature is not implemented.'],
  503: ['ErrorServerBusy', 'The server cannot service this request right now. Try again later.'],
  504: ['UnknownError', ''],
  507: ['ErrorQuotaExceeded', 'The user has exceeded the store quota.'],
}

/** How Graph words a status that a fault rule asks for. */
export const faultRefusal = (status: number, retryAfter: string | undefined): GraphRefusal => {
  const [code, message] = byStatus[status] ?? ['UnknownError', '']
  return new GraphRefusal(status, code, message, retryAfter === undefined ? {} : { 'retry-after': retryAfter })
}
