/** Grey lines in the place of rows; only where nothing is known yet. */
export const Skeleton = ({ rows = 6, label }: { readonly rows?: number; readonly label: string }) => (
  <div className="wb-skeleton" role="status" aria-label={label}>
    {Array.from({ length: rows }, (_, index) => (
      <span key={index} style={{ width: `${40 + ((index * 37) % 50)}%` }} />
    ))}
  </div>
)
