import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { proxyModes } from '../../../shared/model'
import { writeWhole } from '../../files/write-whole'

/** What is kept of the way to the network: no secret, so it lies in a file that can be read and sent to somebody. */
export const keptNetwork = z.object({
  mode: z.enum(proxyModes).catch('system'),
  proxy: z.string().catch(''),
  bypass: z.string().catch(''),
  pac: z.string().catch(''),
  /** Root certificates, PEM. */
  roots: z.array(z.string()).catch([]),
})
export type KeptNetwork = z.infer<typeof keptNetwork>

export interface NetworkFile {
  read(): KeptNetwork
  write(next: KeptNetwork): void
}

/** `file` holds the network settings as JSON; what is missing or can't be read is as the system has it. */
export const openNetworkFile = (file: string): NetworkFile => {
  const load = (): unknown => {
    try {
      return JSON.parse(readFileSync(file, 'utf8'))
    } catch {
      return {}
    }
  }
  let known: KeptNetwork | null = null
  return {
    read: () => (known ??= keptNetwork.catch(keptNetwork.parse({})).parse(load())),
    write: (next) => {
      writeWhole(file, `${JSON.stringify(next, null, 2)}\n`)
      known = next
    },
  }
}
