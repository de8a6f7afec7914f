/** The operating system's own encryption, as far as a vault needs it. */
export interface SafeStore {
  /** Null when it really encrypts; otherwise why it doesn't, in one sentence. */
  refusal(): Promise<string | null>
  /** Base64 of what only this user on this computer can open. */
  seal(text: string): Promise<string>
  /** Throws when it can't be opened. */
  open(sealed: string): Promise<string>
}

/** For where there is none: plain Node, tests. */
export const noSafeStore: SafeStore = {
  refusal: () => Promise.resolve('Without a window the system’s keychain can’t be asked: use a passphrase.'),
  seal: () => Promise.reject(new Error('no keychain')),
  open: () => Promise.reject(new Error('no keychain')),
}
