/** Letters that carry no separable accent, in the plain letters people type for them. */
const plain: Readonly<Record<string, string>> = {
  ß: 'ss',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ł: 'l',
  æ: 'ae',
  œ: 'oe',
  ı: 'i',
  þ: 'th',
}

/** Lower case without accents and apostrophes: "O’Brián" and "obrian" are the same. Works for any script. */
export const fold = (text: string): string =>
  text
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[\p{M}'’‘ʼ`´]/gu, '')
    .replace(/[ßøđðłæœıþ]/g, (letter) => plain[letter] ?? letter)

/** The words of a text, folded: what people search by. An address falls into its parts. */
export const words = (text: string): string[] => fold(text).match(/[\p{L}\p{N}]+/gu) ?? []
