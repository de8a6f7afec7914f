/** Pools of given and family names; a person draws one of each, so nobody is meant. */
export const givenNames = [
  'Adèle', 'Aiko', 'Alma', 'Amadou', 'Anouk', 'Arjun', 'Astrid', 'Beatriz', 'Björn', 'Callum', 'Carmen', 'Chloë', 'Dario',
  'Deepa', 'Dmitri', 'Edda', 'Elif', 'Emeka', 'Enzo', 'Esra', 'Farah', 'Felix', 'Freya', 'Gareth', 'Giulia', 'Hana', 'Henrik',
  'Ida', 'Imani', 'Ivo', 'Jelena', 'Joaquín', 'Jutta', 'Kamal', 'Katya', 'Kofi', 'Leif', 'Lior', 'Lúcia', 'Mads', 'Maeve',
  'Marek', 'Mei', 'Nils', 'Noor', 'Odile', 'Oluchi', 'Ottó', 'Paola', 'Petra', 'Quentin', 'Rasa', 'Ravi', 'Renée', 'Rosa',
  'Saoirse', 'Selma', 'Siân', 'Stefan', 'Tamsin', 'Teodor', 'Uma', 'Valerie', 'Vikram', 'Wanda', 'Xenia', 'Yara', 'Yusuf',
  'Zeynep', 'Zoltán',
] as const

export const familyNames = [
  'Abara', 'Achterberg', 'Almeida', 'Andersson', 'Baptiste', 'Bérubé', 'Bianchi', 'Blackwood', 'Çelik', 'Chaudhary', 'Dahl',
  'D’Angelo', 'Devereux', 'Dvořák', 'Eriksen', 'Espinoza', 'Farkas', 'Fofanah', 'Fournier', 'Gallagher', 'Gruber', 'Haddock',
  'Hallström', 'Ibarra', 'Ilić', 'Ivanova', 'Jansen', 'Kapoor', 'Keane', 'Kowalczyk', 'Køhler', 'Lacroix', 'Laskaris', 'Lund',
  'Mbeki-Stone', 'McAllister', 'Mendes', 'Moreau', 'Nakagawa', 'Novotná', 'Nyström', 'Oduya', 'Okonkwo', 'Osei', 'Palmgren',
  'Papadakis', 'Petrov', 'Quiroga', 'Rahman', 'Rasmussen', 'Reuter', 'Rossi', 'Ruiz', 'Sandoval', 'Schäfer', 'Sørensen',
  'Strand', 'Szabó', 'Tanaka', 'Thorne', 'Tremblay', 'Uzun', 'Valdés', 'van der Berg', 'Vasquez', 'Vogt', 'Wainwright',
  'Weber', 'Whitlock', 'Yamada', 'Yılmaz', 'Zamora', 'Zieliński',
] as const

const plain: Readonly<Record<string, string>> = { ß: 'ss', ø: 'o', Ø: 'O', ı: 'i', ł: 'l', Ł: 'L', æ: 'ae', đ: 'd' }

/** ASCII letters, digits and dots: what a mail administrator makes of a name. */
export const addressPart = (name: string): string =>
  name
    .replace(/[ßøØıłŁæđ]/g, (letter) => plain[letter] ?? letter)
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
