import { Button, Menu } from '@mantine/core';
import { explain } from '../../shared/failure.ts';
import { engine } from '../bridge.ts';
import { counted, grouped } from '../element/numbers.ts';
import { askForFiles } from '../session/file-question.ts';
import { labelling } from '../session/labelling.ts';
import { useStore } from '../session/store.ts';
import { messageOf } from '../session/use-answer.ts';
import styles from './label-screen.module.css';

/** What became of the last import or export of labels. */
export interface LabelFileResult {
  readonly words: string;
  readonly isProblem: boolean;
  readonly isUndoable: boolean;
  readonly at: number;
}

/** Brings labels in from files and writes them to files; null when nothing was chosen. */
export const labelFiles = {
  /** A CSV, or the paper's pair of .npy files, of which the second is asked for. */
  async import(): Promise<LabelFileResult | null> {
    const [file] = (await askForFiles(fileQuestion('Import labels', 'Import labels'))) ?? [];
    if (!file) return null;
    const isPair = file.toLowerCase().endsWith('.npy');
    const words = 'The other file of the pair: the labels';
    const [labels] = isPair
      ? ((await askForFiles(fileQuestion(words, 'Import labels'))) ?? [])
      : [];
    if (isPair && !labels) return null;
    return resultOf(async () => {
      const done = await engine.labels.import.mutate({ file, labels: labels ?? null });
      return done.ok ? { words: done.value.summary, isUndoable: true } : explain(done.failure);
    });
  },
  async export(format: 'csv' | 'npy', name: string): Promise<LabelFileResult | null> {
    const [path] =
      (await askForFiles({
        title: format === 'csv' ? 'Export labels as CSV' : 'Export labels as a pair of .npy files',
        choose: 'new-file',
        action: 'Export labels',
        suggestedName: format === 'csv' ? `${name}-labels.csv` : `${name}-paths.npy`,
        ending: `.${format}`,
      })) ?? [];
    if (!path) return null;
    const labels = format === 'csv' ? null : labelsBeside(path);
    return resultOf(async () => {
      const done = await engine.labels.export.mutate({ file: path, labels });
      if (!done.ok) return explain(done.failure);
      const where = labels ? `${path} and ${labels}` : path;
      return { words: `Wrote ${counted(done.value.labels, 'label')} to ${where}.` };
    });
  },
} as const;

/** The second file of a pair: `run-paths.npy` goes with `run-labels.npy`. */
export function labelsBeside(paths: string): string {
  const stem = paths.replace(/(-paths)?\.npy$/, '');
  return `${stem}-labels.npy`;
}

const fileQuestion = (title: string, action: string) =>
  ({ title, choose: 'file', action }) as const;

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
  readonly onExport: (format: 'csv' | 'npy') => void;
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
        <Menu.Item disabled={labels === 0} onClick={() => props.onExport('csv')}>
          Export {grouped(labels)} labels as CSV…
        </Menu.Item>
        <Menu.Item disabled={labels === 0} onClick={() => props.onExport('npy')}>
          Export {grouped(labels)} labels as a pair of .npy files…
        </Menu.Item>
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
