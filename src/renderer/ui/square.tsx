/** Up to two letters that stand for a name. */
export const initials = (name: string): string => {
  const words = name.trim().split(/\s+/u).filter(Boolean)
  const letters =
    words.length > 1
      ? [words[0], words[1]].map((word) => [...(word ?? '')][0] ?? '')
      : [...(words[0] ?? '')].slice(0, 2)
  return letters.join('').toUpperCase()
}

const channel = (part: number): number => {
  const value = part / 255
  return value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
}

const luminance = (parts: readonly number[]): number => {
  const [r = 0, g = 0, b = 0] = parts.map(channel)
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

const onWhite = (parts: readonly number[]): number => 1.05 / (luminance(parts) + 0.05)

/**
 * Ground and text for letters on `#rrggbb` that read at 4.5 : 1 (WCAG relative luminance): white on the colour, on a
 * slightly darker one where that is enough, or black on a light one.
 */
export const lettering = (colour: string): { readonly ground: string; readonly text: string } => {
  const parts = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16))
  if (onWhite(parts) < 3) return { ground: colour, text: '#111113' }
  let ground = parts
  while (onWhite(ground) < 4.5) ground = ground.map((part) => Math.floor(part * 0.96))
  return { ground: `rgb(${ground.join(' ')})`, text: '#ffffff' }
}

interface SquareProps {
  readonly name: string
  readonly colour: string
  readonly size?: number
}

/** The colour of a tenant with its initials; decoration beside its name. */
export const Square = ({ name, colour, size = 22 }: SquareProps) => {
  const { ground, text } = lettering(colour)
  return (
    <span
      className="wb-square"
      aria-hidden="true"
      style={{ background: ground, color: text, width: size, height: size, fontSize: size * 0.45 }}
    >
      {initials(name)}
    </span>
  )
}
