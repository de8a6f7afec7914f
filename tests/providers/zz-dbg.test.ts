import { it } from 'vitest'
import { openScene, locateAll, wantedOf } from '../helpers/provider-scene'
import { microsoft } from './ms-profile'
it('x', async () => {
  const s = await openScene(microsoft)
  const p = await s.fresh()
  const { email, mailbox, person } = s.inInbox()
  try {
    console.log(await p.resolvePerson(person.address, new AbortController().signal))
  } catch (e) {
    console.log(e, (e as any).cause)
  }
  const r = await locateAll(p, mailbox, [wantedOf(email)])
  console.log(JSON.stringify([...r.values()]), s.server.requests())
  await s.stop()
})
