import { Button, Menu } from '@mantine/core';
import { explain } from '../../shared/failure.ts';
import { type LabelFormat, labelFormat, labelFormatWords } from '../../shared/label-file.ts';
import { engine } from '../bridge.ts';
import { counted, grouped } from '../element/numbers.ts';
import { askForFiles } from '../session/file-question.ts';
import { labelling } from '../session/labelling.ts';
import { messageOf } from '../session/message-of.ts';
import { useStore } from '../session/store.ts';
import styles from './label-screen.module.css';

/** What became of the last import or export of labels. */
export interface LabelFileResult {
  readonly words: string;
  readonly isProblem: boolean;
  readonly isUndoable: boolean;
  readonly at: number;
}

/** Asks for a file or folder of labels; the second of a pair of .npy files too. Null when nothing was chosen. */
export async function chooseLabelFile(): Promise<{ file: string; labels: string | null } | null> {
  const [file] =
    (await askForFiles({
      title: 'Import labels: a file, or a folder of pictures',
      choose: 'anything',
      action: 'Look at the labels',
      actionOnFolder: 'Look at the labels of this folder',
    })) ?? [];
  if (!file) return null;
  if (!file.toLowerCase().endsWith('.npy')) return { file, labels: null };
  const [labels] =
    (await askForFiles({
      title: 'The other file of the pair: the labels',
      choose: 'file',
      action: 'Look at the labels',
    })) ?? [];
  return labels ? { file, labels } : null;
}

/** Asks where, and writes all labels there; null when nothing was chosen. */
export async function exportLabelFile(
  format: LabelFormat,
  name: string,
): Promise<LabelFileResult | null> {
  const { ending, stem } = endings[format];
  const [path] =
    (await askForFiles({
      title: `Export labels as ${labelFormatWords[format]}`,
      choose: ending === null ? 'new-folder' : 'new-file',
      action: 'Export labels',
      suggestedName: `${name}-${stem}${ending ?? ''}`,
      ...(ending === null ? {} : { ending }),
    })) ?? [];
  if (!path) return null;
  const labels = format === 'npy' ? labelsBeside(path) : null;
  return resultOf(async () => {
    const done = await engine.labels.export.mutate({ file: path, labels, format });
    if (!done.ok) return explain(done.failure);
    const where = labels ? `${path} and ${labels}` : path;
    return { words: `Wrote ${counted(done.value.labels, 'label')} to ${where}.` };
  });
}

/** Null: a new folder. */
const endings: { readonly [F in LabelFormat]: { ending: string | null; stem: string } } = {
  csv: { ending: '.csv', stem: 'labels' },
  jsonl: { ending: '.jsonl', stem: 'labels' },
  npy: { ending: '.npy', stem: 'paths' },
  folders: { ending: null, stem: 'labelled' },
  fiftyone: { ending: null, stem: 'fiftyone' },
  'label-studio': { ending: '.json', stem: 'label-studio' },
};

/** The second file of a pair: `run-paths.npy` goes with `run-labels.npy`. */
export function labelsBeside(paths: string): string {
  const stem = paths.replace(/(-paths)?\.npy$/, '');
  return `${stem}-labels.npy`;
}

/** Words alone are of a failure. */
async function resultOf(
  work: () => Promise<{ words: string; isUndoable?: boolean } | string>,
): Promise<LabelFileResult> {
  const said = await work().catch(messageOf);
  const done = typeof said === 'string' ? { words: said } : said;
  return {
    words: done.words,
    isProblem: typeof said === 'string',
    isUndoable: 'isUndoable' in done && done.isUndoable === true,
    at: Date.now(),
  };
}

/** The menu of the two directions. */
export function LabelFilesMenu(props: {
  readonly labels: number;
  readonly isReadOnly: boolean;
  readonly onImport: () => void;
  readonly onExport: (format: LabelFormat) => void;
}) {
  const { labels } = props;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="subtle" color="gray">
          Files
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item disabled={props.isReadOnly} onClick={props.onImport}>
          Import labels…
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>Export {grouped(labels)} labels as</Menu.Label>
        {labelFormat.options.map((format) => (
          <Menu.Item key={format} disabled={labels === 0} onClick={() => props.onExport(format)}>
            {labelFormatWords[format]}…
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** What the last file came to, over the grid until hidden; undo takes back the last action, so only while that is it. */
export function LabelFileNote(props: {
  readonly result: LabelFileResult;
  readonly onHide: () => void;
}) {
  const { result, onHide } = props;
  const isLast = useStore(
    labelling.store,
    (state) => state.waiting === 0 && (state.savedAt ?? 0) <= result.at,
  );
  const undo = () => {
    labelling.undo();
    onHide();
  };
  return (
    <div
      className={styles['note']}
      role={result.isProblem ? 'alert' : 'status'}
      data-problem={result.isProblem || undefined}
    >
      <p>{result.words}</p>
      {result.isUndoable && isLast ? <Button onClick={undo}>Undo import</Button> : null}
      <Button variant="subtle" color="gray" onClick={onHide}>
        Hide
      </Button>
    </div>
  );
}
