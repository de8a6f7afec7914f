/** What a log file may ask of this computer. Real logs stay far below. */
export const limits = {
  /** Characters of one row. */
  row: 100_000,
  /** Characters of one cell that ends up in the ledger. */
  cell: 2_000,
  columns: 500,
  /** Bytes of a file once unpacked. */
  unpacked: 20_000_000_000,
  /** Unpacked bytes per packed one, once `bombFrom` bytes are out: text of a log packs 5 to 30 times. */
  ratio: 200,
  bombFrom: 50_000_000,
  /** Bytes of all texts that the cells of a workbook share; they are held in memory. */
  sharedTexts: 60_000_000,
} as const
