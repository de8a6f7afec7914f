import { z } from 'zod'
import { Failure } from '../../../shared/model'
import type { Graph } from './graph-client'
import { segment } from './odata'

/** Application permissions of Microsoft Graph by their id (Microsoft Graph permissions reference), those that we deal in. */
const names: Readonly<Record<string, string>> = {
  'e2a3a72e-5f79-4c64-b1b1-878b674786c9': 'Mail.ReadWrite',
  '810c84a8-4a9e-49e6-bf7d-12d183f40d01': 'Mail.Read',
  '693c5e45-0940-467d-9b8a-1022fb9d42ef': 'Mail.ReadBasic.All',
  'b633e1c5-b582-4048-a93e-9f11b44c7e96': 'Mail.Send',
  '40f97065-369a-49f4-947c-6a255697ae91': 'MailboxSettings.Read',
  'df021288-bdef-4463-88db-98f22de89214': 'User.Read.All',
  '7ab1d382-f21e-4acd-a863-ba3e13f7da61': 'Directory.Read.All',
  '9a5d68dd-52b0-4cc2-bd40-abcf44ac3a30': 'Application.Read.All',
}

/** Permissions that open this view; neither is one of those that we ask for. */
const opening = ['Application.Read.All', 'Directory.Read.All']

const servicePrincipal = z.object({ id: z.string().min(1) })
const assignments = z.object({
  value: z.array(z.object({ appRoleId: z.string() })),
  '@odata.nextLink': z.string().optional(),
})

/** How long an answer serves, in milliseconds: the rights of one check share it. */
const freshMs = 10_000

/**
 * The application permissions that the customer's directory has assigned to our app, by name; null where the token doesn't
 * open that view, or it can't be read. What is assigned comes into tokens minutes later.
 */
export type AssignedRoles = (signal: AbortSignal) => Promise<readonly string[] | null>

/** https://learn.microsoft.com/graph/api/serviceprincipal-list-approleassignments */
export const createAssignedRoles = (graph: Graph, clientId: string, now: () => number): AssignedRoles => {
  let latest: { readonly at: number; readonly answer: Promise<readonly string[] | null> } | null = null

  const read = async (signal: AbortSignal): Promise<readonly string[] | null> => {
    const get = (path: string): Promise<unknown> => {
      const lane = { mailbox: null, effect: 'read', batch: false, purpose: 'check what is granted' } as const
      return graph.call({ method: 'GET', path, lane, needs: opening }, signal)
    }
    try {
      const { id } = servicePrincipal.parse(await get(`/servicePrincipals(appId='${segment(clientId)}')?$select=id`))
      const found: string[] = []
      let path: string | null = `/servicePrincipals/${segment(id)}/appRoleAssignments?$top=100`
      while (path !== null) {
        const page = assignments.parse(await get(path))
        found.push(...page.value.flatMap(({ appRoleId }) => names[appRoleId] ?? []))
        const next: string | undefined = page['@odata.nextLink']
        path = next === undefined ? null : graph.pathOf(next)
      }
      return found
    } catch (thrown) {
      if (thrown instanceof Failure && thrown.code === 'cancelled') throw thrown
      // Only a second opinion: the token and the live call stand without it.
      return null
    }
  }

  return async (signal) => {
    if (!graph.roles().some((role) => opening.includes(role))) return null
    if (!latest || now() - latest.at > freshMs) latest = { at: now(), answer: read(signal) }
    return latest.answer
  }
}
