import { test } from '../app/fixtures'
import { shoot } from './shoot'
import { walks } from './states'

for (const walk of walks) {
  test(`shows ${walk.name} in both themes and sizes`, async ({ open, admin, server }) => {
    const stage = { ...(await open()), admin, server }
    for (const state of walk.states) {
      await test.step(state.name, async () => {
        await state.show(stage)
        await shoot(stage, state.name)
      })
    }
  })
}
