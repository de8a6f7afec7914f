import type { AppRoleAssignment } from '@microsoft/microsoft-graph-types'
import type { SimAnswer } from '../core/service'
import { answer, type GraphCall } from './call'
import { directoryDenied, refuse } from './errors'
import { pageOf, pick, selected } from './paging'

/** Microsoft Graph permissions reference: ids of application permissions. */
const appRoleIds: Readonly<Record<string, string>> = {
  'Mail.ReadWrite': 'e2a3a72e-5f79-4c64-b1b1-878b674786c9',
  'Mail.Read': '810c84a8-4a9e-49e6-bf7d-12d183f40d01',
  'Mail.ReadBasic.All': '693c5e45-0940-467d-9b8a-1022fb9d42ef',
  'Mail.Send': 'b633e1c5-b582-4048-a93e-9f11b44c7e96',
  'MailboxSettings.Read': '40f97065-369a-49f4-947c-6a255697ae91',
  'User.Read.All': 'df021288-bdef-4463-88db-98f22de89214',
  'Directory.Read.All': '7ab1d382-f21e-4acd-a863-ba3e13f7da61',
  'Application.Read.All': '9a5d68dd-52b0-4cc2-bd40-abcf44ac3a30',
}

const notThere = (name: string): never =>
  refuse(
    404,
    'Request_ResourceNotFound',
    `Resource '${name}' does not exist or one of its queried reference-property objects are not present.`,
  )

const needApplications = (call: GraphCall): void => {
  if (!call.roles.some((role) => ['Application.Read.All', 'Directory.Read.All'].includes(role))) directoryDenied()
}

const idOf = ({ tenant }: GraphCall): string =>
  tenant.keys.kind === 'microsoft' ? `${tenant.keys.clientId.slice(0, 24)}${tenant.keys.directory.slice(24)}` : ''

/** Graph reference: Get servicePrincipal, by `appId`. The directory knows our app and no other. */
export const getServicePrincipal = (call: GraphCall, appId: string): SimAnswer => {
  needApplications(call)
  const { keys } = call.tenant
  if (keys.kind !== 'microsoft' || keys.clientId !== appId.toLowerCase()) return notThere(appId)
  const whole = { id: idOf(call), appId: keys.clientId, displayName: 'Whereabouts', accountEnabled: true }
  return answer(call, 200, {
    '@odata.context': `${call.base}/$metadata#servicePrincipals/$entity`,
    ...pick(whole, selected(call)),
  })
}

/** Graph reference: List appRoleAssignments granted to a service principal. */
export const listAppRoleAssignments = (call: GraphCall, id: string): SimAnswer => {
  needApplications(call)
  if (id.toLowerCase() !== idOf(call)) return notThere(id)
  const all = call.context.assigned(call.tenant.key).map((role): AppRoleAssignment => ({
    id: Buffer.from(role).toString('base64url'),
    appRoleId: appRoleIds[role] ?? '00000000-0000-0000-0000-000000000000',
    principalId: id,
    principalType: 'ServicePrincipal',
    principalDisplayName: 'Whereabouts',
    resourceDisplayName: 'Microsoft Graph',
  }))
  const { items, link } = pageOf(call, all, { usual: 100, most: 999 })
  return answer(call, 200, {
    '@odata.context': `${call.base}/$metadata#appRoleAssignments`,
    ...link,
    value: items,
  })
}
