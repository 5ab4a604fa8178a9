import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fail, type Outcome, succeed } from '../../../../shared/failure.ts';
import type { LabelFormat } from '../../../../shared/label-file.ts';
import type { Label } from '../../catalog/labels.ts';
import type { FileLabel } from '../../decision/label-file.ts';
import { labelTexts } from '../../decision/label-formats.ts';
import { writeTextNpy } from '../../decision/npy.ts';
import { newFolder } from '../../export/new-folder.ts';
import { safeName } from '../../export/safe-name.ts';
import { encodePicture } from '../../picture/encode-picture.ts';
import { writeWhole } from '../disk/write-whole.ts';
import { patchPixels } from '../picture/patch-picture.ts';
import { rowFinder } from '../project/exemplar-columns.ts';
import { patchNames } from '../project/patch-names.ts';
import type { Session } from '../project/session.ts';
import type { TaskClient } from '../task/task-client.ts';

export interface ExportRequest {
  readonly file: string;
  /** the .npy of labels, when `file` is the .npy of names */
  readonly labels: string | null;
  readonly format: LabelFormat;
}

interface NamedLabel extends FileLabel {
  /** -1 where the patch is no exemplar of the current cut */
  readonly ordinal: number;
}

/** Writes all effective labels; pictures only of patches that are exemplars of the current cut. */
export async function exportLabels(
  session: Session,
  tasks: TaskClient,
  request: ExportRequest,
): Promise<Outcome<{ labels: number }>> {
  const rows = namedLabels(session);
  const { format, file } = request;
  if (format === 'npy') {
    const second = request.labels;
    if (second === null) {
      const known = 'the .npy of labels beside the .npy of names';
      return fail({ kind: 'option-invalid', option: 'labels', given: 'nothing', known });
    }
    return told(await writeBoth(file, second, rows), rows);
  }
  if (format === 'folders' || format === 'fiftyone') {
    return writePictures(session, tasks, request, rows);
  }
  const text = labelTexts.find(({ name }) => name === format);
  if (!text) throw new Error(`No writer for ${format}.`);
  return told(await writeWhole(file, text.write(rows)), rows);
}

const told = (written: Outcome<null>, rows: readonly FileLabel[]): Outcome<{ labels: number }> =>
  written.ok ? succeed({ labels: rows.length }) : written;

function namedLabels(session: Session): readonly NamedLabel[] {
  const names = patchNames(session);
  const columns = session.columns();
  const find = rowFinder(session.catalog, columns);
  const volumeOf = new Map(session.catalog.volumes.all().map((v) => [v.contentId, v.id]));
  return session.catalog.labels.all().flatMap((label: Label): NamedLabel[] => {
    const { address, value, reason } = label;
    const volume = volumeOf.get(address.contentId);
    if (volume === undefined) return [];
    const name = names.stableName(volume, address.plane, address.position, address);
    return [{ name, value, reason, ordinal: columns.ordinal[find(address)] ?? -1 }];
  });
}

const paperWords = {
  informative: 'good',
  uninformative: 'bad',
  unsure: 'none',
  none: 'none',
} as const;

async function writeBoth(
  file: string,
  labelFile: string,
  rows: readonly FileLabel[],
): Promise<Outcome<null>> {
  const paths = await writeWhole(file, writeTextNpy(rows.map(({ name }) => `${name}.tiff`)));
  if (!paths.ok) return paths;
  return writeWhole(labelFile, writeTextNpy(rows.map(({ value }) => paperWords[value])));
}

/** A new folder of lossless pictures: by label, or under `data/` with FiftyOne's labels.json. */
async function writePictures(
  session: Session,
  tasks: TaskClient,
  { file: folder, format }: ExportRequest,
  all: readonly NamedLabel[],
): Promise<Outcome<{ labels: number }>> {
  const rows = all.filter(({ ordinal }) => ordinal >= 0);
  return newFolder(folder, async (partial) => {
    const written: FileLabel[] = [];
    for (const row of rows) {
      const patch = await patchPixels(session, tasks, row.ordinal);
      if (!patch) continue;
      const name = row.name.split('/').map(safeName).join('/');
      const below = format === 'folders' ? row.value : 'data';
      const path = join(partial, below, `${name}.png`);
      await mkdir(dirname(path), { recursive: true });
      const longest = Math.max(patch.height, patch.width);
      await writeFile(path, await encodePicture(patch, null, longest), { flush: true });
      written.push({ ...row, name });
    }
    if (format === 'fiftyone') {
      const text = labelTexts.find((each) => each.name === 'fiftyone')?.write(written) ?? '';
      await writeFile(join(partial, 'labels.json'), text, { flush: true });
    }
    return succeed({ labels: written.length });
  });
}
