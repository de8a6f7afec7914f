import { z } from 'zod'
import { Failure } from '../../shared/model'
import { tenantSecrets, tenantSettings, type TenantSecrets, type TenantSettings } from '../tenants/settings'

const workspace = z.object({ tenants: z.array(z.object({ settings: tenantSettings, secrets: tenantSecrets })) })

/** A tenant as a demo server hands it out. */
export interface DemoTenant {
  readonly settings: TenantSettings
  readonly secrets: TenantSecrets
}

/** The failure of a demo workspace that can't be used. */
export const demoFailure = (why: string): Failure =>
  new Failure({ code: 'server-error', message: `The demo workspace did not start (${why}): start it again.` })

/** Asks a demo server for the settings and secrets of its tenants. */
export const readDemoTenants = async (url: string): Promise<readonly DemoTenant[]> => {
  const answer = await fetch(`${url}/admin/workspace`, {
    signal: AbortSignal.timeout(20_000),
    redirect: 'error',
  }).catch(() => null)
  if (!answer?.ok) throw demoFailure(answer ? `it answered ${answer.status}` : `nothing answers at ${url}`)
  const parsed = workspace.safeParse(await answer.json().catch(() => null))
  if (!parsed.success) throw demoFailure('what it answered is no workspace')
  return parsed.data.tenants as readonly DemoTenant[]
}
