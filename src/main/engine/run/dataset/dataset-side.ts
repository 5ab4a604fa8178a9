import { basename, join } from 'node:path';
import {
  type DatasetDocument,
  type DatasetFile,
  datasetDocument,
} from '../../../../shared/dataset.ts';
import type { ComparedSide } from '../../../../shared/difference.ts';
import { fail, type Outcome, succeed } from '../../../../shared/failure.ts';
import { manifestName } from '../../export/dataset-layout.ts';
import { readManifest } from '../../export/read-manifest.ts';
import type { JobContext } from '../../job/job-runner.ts';
import { type ComparedSettings, type OpenSide, volumeKey } from './compared-side.ts';
import { openDataset } from './open-dataset.ts';

/** A data set as one side of a comparison. Its manifest says all that is compared: no picture is opened. */
export async function datasetSide(folder: string, context: JobContext): Promise<Outcome<OpenSide>> {
  const opened = await openDataset(folder);
  if (!opened.ok) return opened;
  const { dataset } = opened.value;
  const path = join(folder, manifestName);
  return succeed({
    name: basename(folder),
    kind: 'dataset',
    set: dataset.set,
    patches: dataset.manifest.patches,
    settings: comparedSettings(datasetDocument.parse(dataset), 'dataset'),
    contents: contentsOf(dataset),
    async visit(_withPixels, visit) {
      const read = await readManifest(
        path,
        async (rows) => {
          if (!(await context.mayGoOn())) return fail({ kind: 'cancelled' });
          return visit(rows.map(({ sha256, ...row }) => ({ ...row, pixels: sha256 || null })));
        },
        context.signal,
      );
      if (!read.ok) return read;
      const isAsWritten = read.value.sha256 === dataset.manifest.sha256;
      return isAsWritten ? succeed(null) : fail({ kind: 'checksum-differs', path });
    },
    close: async () => {},
  });
}

/** What a document says of how the data set came about, but for what follows from the patches themselves. */
export function comparedSettings(
  document: DatasetDocument,
  kind: ComparedSide['kind'],
): ComparedSettings {
  const { balance: _b, split, groupDecisions, sources: told, ...rest } = document;
  const sources = told.map(
    ({ counts: { exported: _e, ...counts }, split: _s, scopes: _sc, ...source }) => ({
      ...source,
      counts,
    }),
  );
  const scopes = Object.fromEntries(told.map(({ name, scopes }) => [name, scopes]));
  const isKnown = groupDecisions !== null && told.every((source) => source.scopes !== null);
  const { set, parameters, model, labelSetHash, seeds } = rest;
  const { deduplication = null, training = null } = seeds;
  return {
    ofDataset: kind === 'project' ? null : { ...rest, split: split?.request ?? null, sources },
    deduplication: isKnown ? { scopes, groupDecisions } : null,
    common: { set, parameters, model, labelSetHash, seeds: { deduplication, training }, sources },
  };
}

/** Content of each volume of a document, by its name. */
export function contentsOf({ sources }: Pick<DatasetFile, 'sources'>): ReadonlyMap<string, string> {
  const contents = new Map<string, string>();
  for (const { name: source, volumes } of sources) {
    for (const { name: volume, kind, pictureNumber, contentId } of volumes) {
      const [plane, index] =
        kind === 'picture' ? (['2d', pictureNumber ?? 0] as const) : (['xy', 0] as const);
      contents.set(volumeKey({ source, volume, plane, index }), contentId);
    }
  }
  return contents;
}
