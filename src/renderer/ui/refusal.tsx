/** Why something was refused, in one sentence that is read out at once; nothing when it wasn't. */
export const Refusal = ({ children }: { readonly children: string | null }) =>
  children === null ? null : (
    <p role="alert" className="wb-refusal">
      {children}
    </p>
  )
