import type { ReactNode } from 'react'

/** A list of named facts; rows are given as Fact. */
export const Facts = ({ children }: { readonly children: ReactNode }) => <dl className="wb-facts">{children}</dl>

/** One fact: its name, its value, and a button beside it, e.g. to copy it. */
export const Fact = ({
  name,
  children,
  action,
}: {
  readonly name: string
  readonly children: ReactNode
  readonly action?: ReactNode
}) => (
  <div className="wb-fact">
    <dt>{name}</dt>
    <dd>
      <span className="wb-fact-value">{children}</span>
      {action}
    </dd>
  </div>
)
