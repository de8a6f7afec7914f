import { startWindow } from './window-process'

const prepare = (tenantId: string, address: string): string => `(async () => {
  const api = window.whereabouts
  const value = (answer) => { if (!answer.ok) throw new Error(answer.failure.message); return answer.value }
  const pause = () => new Promise((resolve) => setTimeout(resolve, 100))
  const idle = async () => { while (value(await api.jobs.list({})).some(({ state }) => state === 'running')) await pause() }
  let person
  while (!person) {
    await pause()
    const people = await api.people.list({ tenantId: '${tenantId}' })
    person = people.ok ? people.value.find(({ address }) => address === '${address}') : undefined
  }
  await idle()
  const key = { tenantId: '${tenantId}', personId: person.id }
  value(await api.log.refresh({ ...key, window: { kind: 'days', days: 30 } }))
  await idle()
  value(await api.preferences.change({ lastTenantId: key.tenantId, lastPersonId: key.personId }))
  return value(await api.log.read({ ...key, window: { kind: 'days', days: 30 } })).emails.length
})()`

/** Runs the app once in this folder, so that its ledger holds the person's log and its preferences remember them. */
export const prepareFolder = async (
  root: string,
  args: readonly string[],
  whom: { readonly tenantId: string; readonly address: string },
): Promise<number> => {
  const window = startWindow(root, args)
  try {
    return Number(await window.evaluate(prepare(whom.tenantId, whom.address)))
  } finally {
    await window.close()
  }
}
