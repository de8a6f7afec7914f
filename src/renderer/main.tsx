import '@fontsource-variable/inter'
// Only what the Mantine components in use need, in Mantine's own order: its whole sheet is ten times as long.
import '@mantine/core/styles/default-css-variables.css'
import '@mantine/core/styles/baseline.css'
import '@mantine/core/styles/global.css'
import '@mantine/core/styles/Popover.css'
import '@mantine/core/styles/InlineInput.css'
import '@mantine/core/styles/Checkbox.css'
import '@mantine/core/styles/Combobox.css'
import './app/theme.css'
import './ui/ui.css'
import './app/shell.css'
import { createRoot } from 'react-dom/client'
import { App } from './app/app'
import { boot } from './app/boot'
import { preparePageFont } from './app/page-font'
import { StartFailure } from './app/start-failure'
import { factsOf } from './app/client'

const nonce = document.querySelector<HTMLMetaElement>('meta[name="style-nonce"]')?.content ?? ''
// Mantine's scroll lock makes a style sheet of its own and looks for the nonce here.
Object.assign(globalThis, { __webpack_nonce__: nonce })

const element = document.getElementById('root')
if (element !== null) {
  const root = createRoot(element)
  const font = preparePageFont(element)
  boot().then(
    () => font.then(() => root.render(<App nonce={nonce} />)),
    (thrown: unknown) => root.render(<StartFailure message={factsOf(thrown).message} />),
  )
}
