import { readFileSync } from 'node:fs';

/** Rows of a CSV with a header line; fields may be quoted, quotes are doubled. */
export function readCsv(path: string): Record<string, string>[] {
  const [header = [], ...rows] = readFileSync(path, 'utf8').trim().split(/\r?\n/).map(fieldsOf);
  return rows.map((row) => Object.fromEntries(header.map((name, i) => [name, row[i] ?? ''])));
}

function fieldsOf(line: string): string[] {
  return Array.from(line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g), ([, quoted, plain]) =>
    quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'),
  );
}
