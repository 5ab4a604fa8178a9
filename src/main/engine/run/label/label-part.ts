import { type Outcome, succeed } from '../../../../shared/failure.ts';
import { undoOrRedoMany } from '../undo-many.ts';
import type { Parts } from '../workbench-parts.ts';
import { reasonsOf, setReasons } from './defect-reasons.ts';
import { importLabels, planImport } from './import-labels.ts';
import { applyLabels, labelCounts, labelHistory, rememberPlace } from './label-actions.ts';
import type { LabelBench, LabelFileBench } from './label-bench.ts';
import { exportLabels } from './label-files.ts';
import { labelProgress, setGoal } from './label-progress.ts';

/** Labels by hand. */
export function labelPart({ desk }: Parts): LabelBench {
  const { read, write, writeLater } = desk;
  return {
    applyLabels: (request) => write((session) => applyLabels(session, request)),
    undo: (key) => writeLater((session) => undoOrRedoMany(session, 'undo', key)),
    redo: (key) => writeLater((session) => undoOrRedoMany(session, 'redo', key)),
    labelCounts: () => read((session) => succeed(labelCounts(session))),
    labelHistory: (ordinal) => read((session) => labelHistory(session, ordinal)),
    reasons: () => read((session) => succeed(reasonsOf(session))),
    setReasons: (reasons) => write((session) => setReasons(session, reasons)),
    labelProgress: () => read((session) => succeed(labelProgress(session))),
    setGoal: (goal) => write((session) => setGoal(session, goal)),
    place: (screen) =>
      read((session) => succeed(session.catalog.places.of(session.annotator(), screen))),
    rememberPlace: (place) => read((session) => rememberPlace(session, place)),
  };
}

/** Labels from files and to files. */
export function labelFilePart({ desk, allowed, tasks }: Parts): LabelFileBench {
  return {
    async planLabelImport(file, labels) {
      const paths = await bothAllowed(allowed, file, labels);
      if (!paths.ok) return paths;
      return desk.readLater((session) => planImport(session, paths.value.file, paths.value.labels));
    },
    async importLabels(request) {
      const paths = await bothAllowed(allowed, request.file, request.labels);
      if (!paths.ok) return paths;
      return desk.writeLater((session) => importLabels(session, { ...request, ...paths.value }));
    },
    async exportLabels(request) {
      const paths = await bothAllowed(allowed, request.file, request.labels);
      if (!paths.ok) return paths;
      return desk.readLater((session) =>
        exportLabels(session, tasks, { ...request, ...paths.value }),
      );
    },
  };
}

async function bothAllowed(
  allowed: (path: string) => Promise<Outcome<string>>,
  file: string,
  labels: string | null,
): Promise<Outcome<{ file: string; labels: string | null }>> {
  const first = await allowed(file);
  if (!first.ok) return first;
  const second = labels === null ? null : await allowed(labels);
  if (second && !second.ok) return second;
  return succeed({ file: first.value, labels: second?.value ?? null });
}
