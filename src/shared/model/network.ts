/**
 * How the app reaches the network:
 * - `system`: as the operating system says, PAC script included
 * - `none`: always straight
 * - `manual`: through the proxy that was entered
 * - `pac`: as the PAC script at an address says
 */
export const proxyModes = ['system', 'none', 'manual', 'pac'] as const
export type ProxyMode = (typeof proxyModes)[number]

/** A root certificate that the engineer added. */
export interface AddedRoot {
  /** SHA-256 of the certificate, hex with colons: names it. */
  readonly fingerprint: string
  readonly subject: string
  /** ISO instant. */
  readonly validUntil: string
}

/** How the app reaches the network, as a screen may know it. */
export interface NetworkSettings {
  readonly mode: ProxyMode
  /** `manual`: the proxy, e.g. `http://proxy.example:3128` or `socks5://…`. */
  readonly proxy: string
  /** `manual`: hosts that are reached straight, separated by commas; `*.example` for all below. */
  readonly bypass: string
  /** `pac`: where the script is. */
  readonly pac: string
  readonly roots: readonly AddedRoot[]
  /** The user name entered for the proxy; null when none is held. */
  readonly proxyUser: string | null
}

/** What one look at one server came to. */
export interface NetworkReading {
  readonly host: string
  /** The way that was taken: `DIRECT`, or `PROXY host:port`. */
  readonly way: string
  /** Milliseconds until it answered; null when it didn't. */
  readonly ms: number | null
  readonly failure: { readonly code: string; readonly message: string } | null
}
