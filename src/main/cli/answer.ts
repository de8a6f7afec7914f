/** What a command came to: the same for people and for programs. */
export interface Answer {
  readonly text: string
  readonly json: unknown
  /** Left out when it is done. */
  readonly exitCode?: number
}
