import { csvLine, parseCsv, withoutApostrophe } from '../../../shared/csv.ts';
import type { LabelValue } from '../../../shared/decision.ts';
import { fail, type Outcome, succeed } from '../../../shared/failure.ts';

/** One label as a file states it. */
export interface FileLabel {
  /** `source/paper-name` when the file says so, else the paper name; no extension */
  readonly name: string;
  readonly value: LabelValue;
  readonly reason: string | null;
}

/** Words of our own, of the paper's notebook (spec 3.1), in any case. */
const values: ReadonlyMap<string, LabelValue> = new Map([
  ['good', 'informative'],
  ['bad', 'uninformative'],
  ['informative', 'informative'],
  ['uninformative', 'uninformative'],
  ['unsure', 'unsure'],
  ['none', 'none'],
]);

const mostNamed = 5;

/**
 * Labels of a CSV file with the columns `patch`, `label` and perhaps `reason`, in any order; or of a table of a data
 * set, with `source`, `name` and `decision` or `value`, where an empty cell is no label. Other columns are left alone. The last row of a patch wins; it keeps the place of the first.
 *
 * @param text the whole file
 * @param path named in failures: `label-file-invalid`, `label-words-unknown`
 */
export function parseLabelCsv(text: string, path: string): Outcome<readonly FileLabel[]> {
  const invalid = (what: string) => fail({ kind: 'label-file-invalid', path, what });
  const rows = parseCsv(text);
  if (!rows) return invalid('a quotation mark is never closed');
  const [header, ...body] = rows;
  if (!header) return invalid('it is empty');
  const titles = header.map((title) => title.trim().toLowerCase());
  const columns = columnsOf(titles);
  if (!columns) return invalid(`its first line is "${header.join(',').slice(0, 80)}"`);
  const { patch, label, reason } = columns;
  const short = body.findIndex((row) => row.length <= Math.max(...patch, label));
  if (short >= 0) return invalid(`row ${short + 2} has no label`);
  const ofPatches = columns.mayBeEmpty ? body.filter((row) => row[label] !== '') : body;
  return labelled(
    path,
    ofPatches.map((row) => ({
      name: patch.map((at) => withoutApostrophe(row[at] ?? '')).join('/'),
      word: row[label] ?? '',
      reason: withoutApostrophe((row[reason] ?? '').trim()) || null,
    })),
  );
}

/** Where a table tells the parts of a patch's name, its label and its reason (-1 for nowhere); null for another table. */
function columnsOf(titles: readonly string[]) {
  const at = (title: string) => titles.indexOf(title);
  const label = at('decision') < 0 ? at('value') : at('decision');
  const forms = [
    { patch: [at('patch')], label: at('label'), reason: at('reason'), mayBeEmpty: false },
    { patch: [at('source'), at('name')], label, reason: at('reason'), mayBeEmpty: true },
  ] as const;
  return forms.find((form) => Math.min(...form.patch, form.label) >= 0) ?? null;
}

/**
 * Labels of the paper's pair of arrays, image paths and words (spec 3.1).
 *
 * @param path named in failures: `label-file-length`, `label-words-unknown`, `label-file-invalid`
 */
export function labelsFromNpy(
  names: readonly string[],
  labels: readonly string[],
  path: string,
): Outcome<readonly FileLabel[]> {
  if (names.length !== labels.length) {
    return fail({
      kind: 'label-file-length',
      path,
      names: names.length,
      labels: labels.length,
    });
  }
  return labelled(
    path,
    names.map((name, i) => ({ name, word: labels[i] ?? '', reason: null })),
  );
}

/** A label file: header, one line a patch in the order given. Reads back equal with `parseLabelCsv`. */
export function writeLabelCsv(labels: readonly FileLabel[]): string {
  const lines = labels.map(({ name, value, reason }) => csvLine([name, value, reason]));
  return csvLine(['patch', 'label', 'reason']) + lines.join('');
}

/**
 * A patch's name as label files spell it, brought to ours: the ending of a picture off, and of all folders only the
 * innermost kept, which in the paper's layout (spec 1.8) is the source.
 */
export function normalisePatchName(name: string): string {
  const parts = name
    .trim()
    .split(/[/\\]/u)
    .filter((part) => part !== '' && part !== '.');
  return parts
    .slice(-2)
    .join('/')
    .replace(/\.(tiff?|png|bmp|jpe?g)$/iu, '');
}

/**
 * Rows as labels: names brought to ours, words of any of the known ones. The last row of a patch wins.
 *
 * @param path named in failures: `label-words-unknown`, `label-file-invalid`
 */
export function labelled(
  path: string,
  rows: readonly { name: string; word: string; reason: string | null }[],
): Outcome<readonly FileLabel[]> {
  const labels = new Map<string, FileLabel>();
  const unknown = new Set<string>();
  for (const [i, { name: spelled, word, reason }] of rows.entries()) {
    const name = normalisePatchName(spelled);
    if (name === '') {
      return fail({ kind: 'label-file-invalid', path, what: `label ${i + 1} names no patch` });
    }
    const value = values.get(word.trim().toLowerCase());
    if (value) labels.set(name, { name, value, reason });
    else if (unknown.size < mostNamed) unknown.add(word.slice(0, 40));
  }
  if (unknown.size > 0) return fail({ kind: 'label-words-unknown', path, words: [...unknown] });
  return succeed([...labels.values()]);
}
