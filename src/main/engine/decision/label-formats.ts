import { fail, type Outcome } from '../../../shared/failure.ts';
import type { LabelFormat } from '../../../shared/label-file.ts';
import { fiftyoneLabels } from './fiftyone-labels.ts';
import { jsonLines } from './json-lines.ts';
import { type FileLabel, parseLabelCsv, writeLabelCsv } from './label-file.ts';
import { labelStudio } from './label-studio.ts';
import type { LabelText } from './label-text.ts';

const csv: LabelText = {
  name: 'csv',
  recognises: (path) => /\.csv$/i.test(path),
  read: parseLabelCsv,
  write: writeLabelCsv,
};

/** Asked in order; the first that recognises a text reads it. A new format is one line here. */
export const labelTexts: readonly LabelText[] = [csv, jsonLines, fiftyoneLabels, labelStudio];

/** Reads labels in whichever of these forms they are. */
export function readLabelText(
  text: string,
  path: string,
): Outcome<{ format: LabelFormat; labels: readonly FileLabel[] }> {
  const start = text.slice(0, 2000);
  const format = labelTexts.find((each) => each.recognises(path, start));
  if (!format) {
    const known = labelTexts.map(({ name }) => name).join(', ');
    return fail({ kind: 'label-file-invalid', path, what: `it is none of ${known}` });
  }
  const labels = format.read(text, path);
  return labels.ok ? { ok: true, value: { format: format.name, labels: labels.value } } : labels;
}
