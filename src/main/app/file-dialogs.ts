import { BrowserWindow, dialog, type OpenDialogOptions, type SaveDialogOptions } from 'electron'
import type { FileDialogs } from '../services/import/import'

const window = (): BrowserWindow | null => BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0] ?? null

const open = async (options: OpenDialogOptions): Promise<string | null> => {
  const over = window()
  const { canceled, filePaths } = await (over ? dialog.showOpenDialog(over, options) : dialog.showOpenDialog(options))
  return canceled ? null : (filePaths[0] ?? null)
}

const save = async (options: SaveDialogOptions): Promise<string | null> => {
  const over = window()
  const { canceled, filePath } = await (over ? dialog.showSaveDialog(over, options) : dialog.showSaveDialog(options))
  return canceled || filePath === '' ? null : filePath
}

/** The system's own dialogs. */
export const fileDialogs: FileDialogs = {
  chooseFile: () =>
    open({
      title: 'Import a log file',
      properties: ['openFile'],
      filters: [
        { name: 'Log files', extensions: ['csv', 'tsv', 'txt', 'json', 'ndjson', 'jsonl', 'xlsx', 'gz'] },
        { name: 'All files', extensions: ['*'] },
      ],
    }),
  chooseFolder: () => open({ title: 'Watch a folder', properties: ['openDirectory'] }),
  chooseTarget: (name, title) => save({ title, defaultPath: name }),
}
