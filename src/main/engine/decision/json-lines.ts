import { z } from 'zod';
import { fail, type Outcome } from '../../../shared/failure.ts';
import { type FileLabel, labelled } from './label-file.ts';
import type { LabelText } from './label-text.ts';
import { parsedJson } from './parsed-json.ts';

const line = z.object({
  patch: z.string().max(2000),
  label: z.string().max(200),
  reason: z.string().max(200).nullish(),
});

/** A line of a data set's table: every patch of the set is there, labelled or not. */
const datasetLine = z.object({
  source: z.string().max(200),
  name: z.string().max(2000),
  decision: z.string().max(200).nullable(),
  reason: z.string().max(200).nullish(),
});

const anyLine = z.union([
  line,
  datasetLine.transform(({ source, name, decision, reason }) => ({
    patch: `${source}/${name}`,
    label: decision,
    reason,
  })),
]);

/** One object a line: `{"patch":"liver/raw-LOC-0_12_0-224_0-224","label":"informative","reason":null}`; or those of a data set. */
export const jsonLines: LabelText = {
  name: 'jsonl',
  recognises: (path, start) => /\.jsonl$|\.ndjson$/i.test(path) || /^\s*\{"patch":/.test(start),
  read(text, path): Outcome<readonly FileLabel[]> {
    const rows: { name: string; word: string; reason: string | null }[] = [];
    for (const [i, each] of text.split('\n').entries()) {
      if (each.trim() === '') continue;
      const json = parsedJson(each, path);
      const read = anyLine.safeParse(json.ok ? json.value : null);
      if (!read.success) {
        const what = `line ${i + 1} is no object with "patch" and "label"`;
        return fail({ kind: 'label-file-invalid', path, what });
      }
      const { patch, label, reason } = read.data;
      if (label === null) continue;
      rows.push({ name: patch, word: label, reason: reason?.trim() || null });
    }
    return labelled(path, rows);
  },
  write: (labels) =>
    labels
      .map(
        ({ name, value, reason }) => `${JSON.stringify({ patch: name, label: value, reason })}\n`,
      )
      .join(''),
};
