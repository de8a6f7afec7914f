/** An Electron that stands ready: its folder and the executable in it. */
export interface ElectronBinary {
  readonly dist: string
  readonly executable: string
}

export function findElectron(env?: NodeJS.ProcessEnv, cache?: string): ElectronBinary | undefined
export function ensureElectron(env?: NodeJS.ProcessEnv, cache?: string): Promise<ElectronBinary>
export function electronEnv(binary: ElectronBinary, env?: NodeJS.ProcessEnv): NodeJS.ProcessEnv
