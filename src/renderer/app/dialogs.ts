import { create } from 'zustand'

/** The one dialog that may be open over the page. */
export type OpenDialog = 'palette' | 'tenants' | 'shortcuts' | 'import-tenants' | 'remove-tenant' | 'vault' | null

export const useDialogStore = create<{ readonly open: OpenDialog }>(() => ({ open: null }))

export const openDialog = (open: Exclude<OpenDialog, null>): void => useDialogStore.setState({ open })

export const closeDialog = (): void => useDialogStore.setState({ open: null })
