/** ISO in UTC of an instant in epoch milliseconds. */
export const isoOf = (instant: number): string => new Date(instant).toISOString()
export const isoOrNull = (instant: number | null): string | null => (instant === null ? null : isoOf(instant))
