import type { SimAnswer } from '../core/service'
import type { GraphCall } from './call'
import { GraphRefusal, errorAnswer, refuse, unknownSegment } from './errors'
import { createMessage } from './create-message'
import { folderDelta, getFolder, listFolders, listRules } from './mail-folders'
import { getMessage, listMessages } from './messages'
import { moveMessage } from './move'
import { getServicePrincipal, listAppRoleAssignments } from './service-principals'
import { getUser, listDeletedUsers, listUsers } from './users'
import { usersDelta } from './users-delta'

const only = (call: GraphCall, method: string): void => {
  if (call.method !== method)
    refuse(405, 'Request_BadRequest', 'Specified HTTP method is not allowed for the request target.')
}

const folderRoute = (call: GraphCall, user: string, rest: readonly string[]): SimAnswer => {
  const [folder = '', part = '', message = '', act = '', ...more] = rest
  if (more.length > 0) return unknownSegment(more[0] ?? '')
  if (folder === '') return get(call, () => listFolders(call, user, 'msgfolderroot'))
  if (/^delta(\(\))?$/i.test(folder)) return get(call, () => folderDelta(call, user))
  if (part === '') return get(call, () => getFolder(call, user, folder))
  if (part.toLowerCase() === 'childfolders') return get(call, () => listFolders(call, user, folder))
  if (part.toLowerCase() === 'messagerules') return get(call, () => listRules(call, user, folder))
  if (part.toLowerCase() !== 'messages') return unknownSegment(part)
  if (message === '' && call.method === 'POST') return createMessage(call, user, folder)
  if (message === '') return get(call, () => listMessages(call, user, folder))
  return messageRoute(call, user, message, act)
}

const messageRoute = (call: GraphCall, user: string, message: string, act: string): SimAnswer => {
  if (message === '') return get(call, () => listMessages(call, user, null))
  if (act === '') return get(call, () => getMessage(call, user, message))
  if (act.toLowerCase() !== 'move') return unknownSegment(act)
  only(call, 'POST')
  return moveMessage(call, user, message)
}

const get = (call: GraphCall, answer: () => SimAnswer): SimAnswer => {
  only(call, 'GET')
  return answer()
}

/** `/me` is whoever signed in; an app is nobody. */
const withoutMe = (call: GraphCall): GraphCall => {
  if (call.segments[0]?.toLowerCase() !== 'me') return call
  if (!call.self) return refuse(400, 'BadRequest', '/me request is only valid with delegated authentication flow.')
  return { ...call, segments: ['users', call.self.directoryId, ...call.segments.slice(1)] }
}

const dispatch = (asked: GraphCall): SimAnswer => {
  const call = withoutMe(asked)
  const [root = '', user = '', part = '', ...rest] = call.segments
  if (call.method === 'DELETE') {
    call.trace.note('tried to delete')
    only(call, 'GET')
  }
  if (root.toLowerCase() === 'directory' && user === 'deletedItems') return get(call, () => listDeletedUsers(call))
  const byAppId = /^servicePrincipals\(appId='([^']*)'\)$/i.exec(root)?.[1]
  if (byAppId !== undefined && user === '') return get(call, () => getServicePrincipal(call, byAppId))
  if (root.toLowerCase() === 'serviceprincipals' && part.toLowerCase() === 'approleassignments')
    return get(call, () => listAppRoleAssignments(call, user))
  if (root.toLowerCase() !== 'users') return unknownSegment(root)
  if (user === '') return get(call, () => listUsers(call))
  if (part === '' && /^(microsoft\.graph\.)?delta(\(\))?$/i.test(user)) return get(call, () => usersDelta(call))
  if (part === '') return get(call, () => getUser(call, user))
  if (part.toLowerCase() === 'messages') return messageRoute(call, user, rest[0] ?? '', rest.slice(1).join('/'))
  return part.toLowerCase() === 'mailfolders' ? folderRoute(call, user, rest) : unknownSegment(part)
}

/** Answers one call; every refusal becomes Graph's error envelope. */
export const answerCall = (call: GraphCall): SimAnswer => {
  try {
    return dispatch(call)
  } catch (error) {
    if (error instanceof GraphRefusal) return errorAnswer(call.context, error, call.headers['client-request-id'])
    throw error
  }
}

/** Path and query of a call, decoded; null when an escape in it is broken. */
export const splitUrl = (url: string): { segments: readonly string[]; query: URLSearchParams } | null => {
  const cut = url.indexOf('?')
  const path = cut < 0 ? url : url.slice(0, cut)
  try {
    return {
      segments: path.split('/').filter(Boolean).map(decodeURIComponent),
      query: new URLSearchParams(cut < 0 ? '' : url.slice(cut + 1)),
    }
  } catch {
    return null
  }
}
