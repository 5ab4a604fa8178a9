import { z } from 'zod';
import { labelValue } from './decision.ts';

/** Forms that labels are written in. */
export const labelFormat = z.enum(['csv', 'jsonl', 'npy', 'folders', 'fiftyone', 'label-studio']);
export type LabelFormat = z.infer<typeof labelFormat>;

/** What each is for, in a line. */
export const labelFormatWords: { readonly [F in LabelFormat]: string } = {
  csv: 'CSV: patch, label, reason',
  jsonl: 'JSON Lines: one label a line',
  npy: 'Pair of .npy files, as the paper’s',
  folders: 'Folders of pictures, one for each label',
  fiftyone: 'FiftyOne image classification',
  'label-studio': 'Label Studio tasks, already labelled',
};

/** Where a file and the project say different things. */
export const labelConflict = z.object({ name: z.string(), here: labelValue, file: labelValue });

/** What importing a file of labels would do; nothing was changed. */
export const labelImportPlan = z.object({
  format: labelFormat,
  /** of what was read; importing refuses another */
  sha256: z.string(),
  labels: z.int(),
  fresh: z.int(),
  same: z.int(),
  conflicting: z.int(),
  conflicts: z.array(labelConflict),
  /** names of no patch here: with any, nothing is imported */
  unknown: z.int(),
  unknownNames: z.array(z.string()),
});
export type LabelImportPlan = z.infer<typeof labelImportPlan>;

/** Whose label stays where both have one. */
export const conflictRule = z.enum(['replace', 'keep']);
export type ConflictRule = z.infer<typeof conflictRule>;
