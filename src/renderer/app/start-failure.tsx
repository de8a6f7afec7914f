import { Button } from '../ui/button'

/** Stands in the window when not even the preferences could be read. */
export const StartFailure = ({ message }: { readonly message: string }) => (
  <main className="wb-start-failure">
    <h1>Whereabouts can’t start</h1>
    <p>{message}</p>
    <Button look="primary" onClick={() => window.location.reload()}>
      Try again
    </Button>
  </main>
)
