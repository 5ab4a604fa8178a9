import { join } from 'node:path';
import { fail, type Outcome, succeed } from '../../../../shared/failure.ts';
import { manifestName } from '../../export/dataset-layout.ts';
import { readManifest } from '../../export/read-manifest.ts';
import type { JobContext } from '../../job/job-runner.ts';
import { type PlacedRow, rowChecker } from './dataset-rows.ts';
import { type DatasetVolume, datasetVolumes } from './dataset-volumes.ts';
import type { OpenDataset } from './open-dataset.ts';

/** A cross-section with patches in a data set, and how many. */
export interface SurveyedSection {
  readonly plane: number;
  readonly position: number;
  readonly patches: number;
}

/** What a manifest holds, seen through before anything is made of it. */
export interface DatasetSurvey {
  readonly volumes: readonly DatasetVolume[];
  /** sections of each volume, in order; empty where it has no patch */
  readonly sections: readonly (readonly SurveyedSection[])[];
  readonly patches: number;
}

/** Goes through the whole manifest: every row makes sense, and it is the manifest that was written. */
export async function surveyDataset(
  opened: OpenDataset,
  context: JobContext,
): Promise<Outcome<DatasetSurvey>> {
  const volumes = datasetVolumes(opened.dataset);
  if (typeof volumes === 'string') {
    return fail({ kind: 'dataset-invalid', path: opened.folder, what: volumes });
  }
  context.stage('read the manifest', opened.dataset.manifest.patches, 'patches');
  const sections: SurveyedSection[][] = volumes.map(() => []);
  const seen = await visitRows(opened, volumes, context, async (rows) => {
    for (const { volume, plane, position } of rows) {
      const own = sections[volume.place];
      const last = own?.at(-1);
      const patches = last?.plane === plane && last.position === position ? last.patches + 1 : 1;
      if (patches > 1) own?.pop();
      own?.push({ plane, position, patches });
    }
    context.advance(rows.length);
    return succeed(null);
  });
  return seen.ok ? succeed({ volumes, sections, patches: seen.value }) : seen;
}

/** The rows of a manifest in pieces, each with its place; afterwards the checksum is compared. */
export async function visitRows(
  { folder, dataset }: OpenDataset,
  volumes: readonly DatasetVolume[],
  context: JobContext,
  visit: (rows: readonly PlacedRow[], first: number) => Promise<Outcome<null>>,
): Promise<Outcome<number>> {
  const path = join(folder, manifestName);
  const checker = rowChecker(dataset, volumes);
  const invalid = (what: string) => fail({ kind: 'manifest-invalid', path, what });
  const read = await readManifest(
    path,
    async (rows, first) => {
      if (!(await context.mayGoOn())) return fail({ kind: 'cancelled' });
      if (first + rows.length > dataset.manifest.patches) return invalid('it has too many lines');
      const placed: PlacedRow[] = [];
      for (const [i, row] of rows.entries()) {
        const each = checker.place(row);
        if (typeof each === 'string') return invalid(`line ${first + i + 2} ${each}`);
        placed.push(each);
      }
      return visit(placed, first);
    },
    context.signal,
  );
  if (!read.ok) return read;
  if (read.value.sha256 !== dataset.manifest.sha256)
    return fail({ kind: 'checksum-differs', path });
  const { rows } = read.value;
  return rows === dataset.manifest.patches ? succeed(rows) : invalid('it has too few lines');
}
