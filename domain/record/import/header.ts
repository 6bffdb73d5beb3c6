/** Something the reader of the file decided and the uploader should know. */
export type Note = { readonly code: 'HEADER_MISSING' | 'HEADER_RENAMED' | 'HEADER_EMPTY' | 'TITLE_SKIPPED' | 'COLUMNS_REORDERED' | 'SAME_AS_VERSION'; readonly zh: string; readonly en: string };

/** The most columns a table may have. */
export const mostColumns = 1000;
const longestName = 120;
/** Words that mean something else in the address of a request, or belong to the lake itself. */
const reserved = /^(_.*|limit|cursor|lang)$/i;

/** Names of columns from the first record: tidy, of bearable length, each once whatever the case. Says what it changed. */
export function columnNames(cells: readonly string[]): { names: string[]; notes: Note[] } {
  const taken = new Set<string>();
  const notes: Note[] = [];
  const names = cells.map((cell, index) => {
    const given = tidy(cell);
    const base = given === '' ? `column_${index + 1}` : reserved.test(given) ? `column_${given.replace(/^_+/, '')}` : given;
    let name = base;
    for (let turn = 2; taken.has(name.toLowerCase()); turn += 1) name = `${base}_${turn}`;
    taken.add(name.toLowerCase());
    if (given === '') notes.push({ code: 'HEADER_EMPTY', zh: `第 ${index + 1} 列没有列名，记作 ${name}`, en: `Column ${index + 1} has no name; it is called ${name}` });
    else if (name !== given) notes.push({ code: 'HEADER_RENAMED', zh: `列名“${given}”重复或不能用，记作 ${name}`, en: `The name “${given}” is taken or reserved; the column is called ${name}` });
    return name;
  });
  return { names, notes };
}

const tidy = (cell: string) => cell.normalize('NFKC').replace(/\p{C}/gu, ' ').replace(/\s+/g, ' ').trim().slice(0, longestName);
