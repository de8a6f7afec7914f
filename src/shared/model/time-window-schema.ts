import { z } from 'zod'

const instant = z.iso.datetime()

/** A stretch of time over which a sent email log is read: the last N days up to now, or from one instant to another. */
export const timeWindow = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('days'), days: z.union([z.literal(7), z.literal(30), z.literal(90), z.literal(365)]) }),
  z
    .object({ kind: z.literal('custom'), from: instant, to: instant })
    .refine((range) => range.from < range.to, { path: ['to'], message: 'The end must lie after the start.' }),
])
export type TimeWindow = z.infer<typeof timeWindow>
