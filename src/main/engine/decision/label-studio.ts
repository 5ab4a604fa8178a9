import { z } from 'zod';
import { fail, type Outcome, succeed } from '../../../shared/failure.ts';
import { type FileLabel, labelled } from './label-file.ts';
import type { LabelText } from './label-text.ts';
import { parsedJson } from './parsed-json.ts';

const result = z.object({
  type: z.string().optional(),
  from_name: z.string().optional(),
  value: z.object({ choices: z.array(z.string().max(200)).optional() }).optional(),
});
/** A task as exported with all its annotations, or in Label Studio's short form with the choice beside the picture. */
const task = z.object({
  data: z.record(z.string(), z.unknown()).optional(),
  annotations: z
    .array(z.object({ result: z.array(result), was_cancelled: z.boolean().optional() }))
    .optional(),
  image: z.string().max(4000).optional(),
  choice: z.union([z.string(), z.object({ choices: z.array(z.string()) })]).optional(),
  reason: z.string().max(200).optional(),
});
type Task = z.infer<typeof task>;

/** Names of the controls in a labelling configuration that these tasks fit. */
const [labelName, reasonName, imageName] = ['choice', 'reason', 'image'];

/**
 * Tasks of Label Studio with `data.image` and choices, in its JSON export and its JSON-MIN export; written
 * ready to import, with what is labelled as annotations. The newest annotation that was not cancelled counts.
 *
 * @see labelstud.io/guide/task_format
 */
export const labelStudio: LabelText = {
  name: 'label-studio',
  recognises: (path, start) => /\.json$/i.test(path) && /^\s*\[/.test(start),
  read(text, path): Outcome<readonly FileLabel[]> {
    const json = parsedJson(text, path);
    if (!json.ok) return json;
    const read = z.array(task).safeParse(json.value);
    const what = 'it is no list of Label Studio’s tasks';
    if (!read.success) return fail({ kind: 'label-file-invalid', path, what });
    const rows = read.data.flatMap((each) => {
      const picture = pictureOf(each);
      const word = wordOf(each);
      return picture && word ? [{ name: picture, word, reason: reasonOf(each) }] : [];
    });
    return rows.length > 0 ? labelled(path, rows) : succeed([]);
  },
  write: (labels) => `${JSON.stringify(labels.map(taskOf), null, 1)}\n`,
};

/** The picture's path without Label Studio's own folders and the query it serves local files by. */
function pictureOf({ data, image }: Task): string | null {
  const given = image ?? data?.[imageName];
  if (typeof given !== 'string') return null;
  const path = given.replace(/^.*[?&]d=/, '').replace(/[?#].*$/, '');
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function wordOf({ annotations, choice }: Task): string | null {
  if (typeof choice === 'string') return choice;
  if (choice) return choice.choices[0] ?? null;
  return chosen(annotations, (name) => name !== reasonName);
}

const reasonOf = ({ annotations, reason }: Task): string | null =>
  reason ?? chosen(annotations, (name) => name === reasonName);

function chosen(
  annotations: Task['annotations'],
  isWanted: (name: string | undefined) => boolean,
): string | null {
  const newest = annotations?.findLast((each) => each.was_cancelled !== true);
  const found = newest?.result.find((each) => isWanted(each.from_name) && each.value?.choices?.[0]);
  return found?.value?.choices?.[0] ?? null;
}

function taskOf({ name, value, reason }: FileLabel) {
  const choice = (control: string, word: string) => ({
    from_name: control,
    to_name: imageName,
    type: 'choices',
    value: { choices: [word] },
  });
  const results = [
    choice(labelName, value),
    ...(reason === null ? [] : [choice(reasonName, reason)]),
  ];
  return { data: { image: `${name}.png` }, annotations: [{ result: results }] };
}
