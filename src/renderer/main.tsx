import '@fontsource-variable/inter'
import '@mantine/core/styles.css'
import './app/theme.css'
import './ui/ui.css'
import './app/shell.css'
import { createRoot } from 'react-dom/client'
import { App } from './app/app'
import { boot } from './app/boot'
import { StartFailure } from './app/start-failure'
import { factsOf } from './app/client'

const nonce = document.querySelector<HTMLMetaElement>('meta[name="style-nonce"]')?.content ?? ''
// Mantine's scroll lock makes a style sheet of its own and looks for the nonce here.
Object.assign(globalThis, { __webpack_nonce__: nonce })

const element = document.getElementById('root')
if (element !== null) {
  const root = createRoot(element)
  boot().then(
    () => root.render(<App nonce={nonce} />),
    (thrown: unknown) => root.render(<StartFailure message={factsOf(thrown).message} />),
  )
}
