/** Those that the style sheets name. */
const weights = [400, 500, 550, 650]

/**
 * Loads the font of the page and lays out a little hidden text in it: the first text of a page takes longer than a whole log
 * after it, and this is done while main is asked for that log. Resolves also when the font can't be loaded.
 */
export const preparePageFont = async (root: HTMLElement): Promise<void> => {
  await document.fonts.load("1em 'Inter Variable'").catch(() => undefined)
  const sample = document.createElement('p')
  sample.style.visibility = 'hidden'
  for (const weight of weights) {
    const text = document.createElement('span')
    text.style.fontWeight = String(weight)
    text.textContent = 'Ag 09:30 · é'
    sample.append(text)
  }
  root.append(sample)
  // Asking for a measure is what has it laid out.
  sample.getBoundingClientRect()
  sample.remove()
}
