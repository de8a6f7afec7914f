import type { ComponentProps, ReactNode } from 'react'
import { Kbd } from './kbd'

interface ButtonProps extends ComponentProps<'button'> {
  /** `primary` at most once per view; `quiet` has no border until it is pointed at; `danger` can't be undone. */
  readonly look?: 'primary' | 'plain' | 'quiet' | 'danger'
  readonly icon?: ReactNode
  /** The chord that presses this button, shown on it; not part of its name. */
  readonly keys?: string | null | undefined
}

/** A button of ink. Its accessible name is its text alone. */
export const Button = ({ look = 'plain', icon, keys, children, className, ...rest }: ButtonProps) => (
  <button type="button" className={`wb-button wb-button-${look} ${className ?? ''}`} {...rest}>
    {icon}
    <span className="wb-button-text">{children}</span>
    {keys ? <Kbd keys={keys} /> : null}
  </button>
)

interface IconButtonProps extends Omit<ComponentProps<'button'>, 'children'> {
  /** Accessible name and tooltip. */
  readonly label: string
  readonly icon: ReactNode
}

/** A square button with an icon only; `label` is its name and its tooltip. */
export const IconButton = ({ label, icon, className, ...rest }: IconButtonProps) => (
  <button type="button" className={`wb-icon-button ${className ?? ''}`} aria-label={label} title={label} {...rest}>
    {icon}
  </button>
)
