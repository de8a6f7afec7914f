import { createTheme, type MantineColorsTuple } from '@mantine/core'

// Ten steps of ink. The interface has no colour of its own, so Mantine's primary is the text's.
const ink: MantineColorsTuple = [
  '#f3f1ed',
  '#e6e2db',
  '#cfcac2',
  '#a9a7a2',
  '#8b8984',
  '#74716c',
  '#5c5a57',
  '#3c3b3a',
  '#2a2a2c',
  '#1f1f22',
]

/** Mantine's side of the look; the tokens themselves are in theme.css. */
export const theme = createTheme({
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  headings: { fontFamily: "'Inter Variable', system-ui, sans-serif", fontWeight: '650' },
  fontSizes: { xs: '11.5px', sm: '13px', md: '13px', lg: '15.5px', xl: '17px' },
  lineHeights: { xs: '1.4', sm: '1.4', md: '1.4', lg: '1.35', xl: '1.3' },
  colors: { ink },
  primaryColor: 'ink',
  primaryShade: { light: 9, dark: 0 },
  defaultRadius: 7,
  radius: { xs: '4px', sm: '6px', md: '7px', lg: '9px', xl: '12px' },
  respectReducedMotion: true,
  focusRing: 'auto',
  cursorType: 'pointer',
  components: {
    TextInput: { defaultProps: { size: 'sm' } },
    Tooltip: { defaultProps: { openDelay: 350, transitionProps: { duration: 0 } } },
    Modal: { defaultProps: { transitionProps: { duration: 0 }, overlayProps: { backgroundOpacity: 0.32 } } },
    Popover: { defaultProps: { transitionProps: { duration: 0 } } },
    Combobox: { defaultProps: { transitionProps: { duration: 0 } } },
    Menu: { defaultProps: { transitionProps: { duration: 0 } } },
  },
})
