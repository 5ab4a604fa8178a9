import { z } from 'zod';
import type { LabelValue } from '../../../shared/decision.ts';
import { fail, type Outcome } from '../../../shared/failure.ts';
import { type FileLabel, labelled } from './label-file.ts';
import type { LabelText } from './label-text.ts';
import { parsedJson } from './parsed-json.ts';

const file = z.object({
  classes: z.array(z.string().max(200)).max(1000),
  /** stem of a picture under `data/` -> place in `classes`; null is not labelled */
  labels: z.record(z.string().max(2000), z.int().nullable()),
});

const classes: readonly LabelValue[] = ['informative', 'uninformative', 'unsure'];

/**
 * The `labels.json` of a FiftyOneImageClassificationDataset: classes, and the place in them of each
 * picture, which lies under `data/`.
 *
 * @see docs.voxel51.com, FiftyOneImageClassificationDataset
 */
export const fiftyoneLabels: LabelText = {
  name: 'fiftyone',
  recognises: (path, start) =>
    /\.json$/i.test(path) && /^\s*\{\s*"(classes|labels)"\s*:/.test(start),
  read(text, path): Outcome<readonly FileLabel[]> {
    const json = parsedJson(text, path);
    if (!json.ok) return json;
    const read = file.safeParse(json.value);
    const invalid = (what: string) => fail({ kind: 'label-file-invalid', path, what });
    if (!read.success) return invalid('it has no "classes" and "labels" of FiftyOne');
    const { classes: words, labels } = read.data;
    const rows: { name: string; word: string; reason: null }[] = [];
    for (const [name, place] of Object.entries(labels)) {
      const word = place === null ? 'none' : words[place];
      if (word === undefined)
        return invalid(`${name.slice(0, 80)} has class ${place}, which is not there`);
      rows.push({ name, word, reason: null });
    }
    return labelled(path, rows);
  },
  write(labels) {
    const places = labels.flatMap(({ name, value }) => {
      const place = classes.indexOf(value);
      return place < 0 ? [] : [[name, place] as const];
    });
    return `${JSON.stringify({ classes, labels: Object.fromEntries(places) }, null, 1)}\n`;
  },
};
