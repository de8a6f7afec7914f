import type { SeededRandom } from './random'
import type { Fault, Faults } from './service'

/** One rule of the admin API: when it applies, and what happens then. Without a fault it only slows down. */
export interface FaultRule {
  readonly service: string
  /** Part of `METHOD path?query`, or a regular expression over it written `/…/`. */
  readonly route?: string
  readonly fault?: Fault
  /** In (0, 1]; 1 when missing. */
  readonly probability?: number
  /** How often the fault is played; without end when missing. */
  readonly times?: number
  readonly latencyMs?: number
  readonly perBatchGroupMs?: number
}

interface Standing extends FaultRule {
  left: number
  readonly matches: (route: string) => boolean
}

export interface FaultBook extends Faults {
  add(rules: readonly FaultRule[]): void
  clear(): void
  list(): readonly (FaultRule & { readonly left: number | null })[]
  /** Milliseconds this request waits before it is looked at: the sum of all rules that apply. */
  latency(service: string, route: string): number
}

const matcher = (route: string | undefined): ((text: string) => boolean) => {
  if (route === undefined) return () => true
  const pattern = /^\/(.*)\/([a-z]*)$/s.exec(route)
  if (!pattern) return (text) => text.includes(route)
  const expression = new RegExp(pattern[1] ?? '', pattern[2])
  return (text) => expression.test(text)
}

/** Rules are tried in the order in which they were added; the first whose turn it is plays. */
export const faultBook = (random: SeededRandom): FaultBook => {
  let rules: Standing[] = []
  const applying = (service: string, route: string): Standing[] =>
    rules.filter((rule) => (rule.service === service || rule.service === '*') && rule.matches(route))
  const play = (candidates: readonly Standing[]): Fault | null => {
    for (const rule of candidates) {
      if (!rule.fault || rule.left <= 0) continue
      if (rule.probability !== undefined && !random.chance(rule.probability)) continue
      rule.left--
      return rule.fault
    }
    return null
  }
  const sum = (rulesThen: readonly Standing[], of: (rule: Standing) => number | undefined): number =>
    rulesThen.reduce((total, rule) => total + (of(rule) ?? 0), 0)
  return {
    add: (added) => {
      rules = [
        ...rules,
        ...added.map((rule) => ({ ...rule, left: rule.times ?? Infinity, matches: matcher(rule.route) })),
      ]
    },
    clear: () => {
      rules = []
    },
    list: () => rules.map(({ matches: _, left, ...rule }) => ({ ...rule, left: Number.isFinite(left) ? left : null })),
    next: (service, route) => play(applying(service, route)),
    nextOfMember: (service, route) => {
      const fault = play(applying(service, route).filter((rule) => rule.fault?.kind === 'status'))
      return fault?.kind === 'status' ? fault : null
    },
    groupDelay: (service, route) => sum(applying(service, route), (rule) => rule.perBatchGroupMs),
    latency: (service, route) => sum(applying(service, route), (rule) => rule.latencyMs),
  }
}
