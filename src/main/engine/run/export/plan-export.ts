import { datasetSplit, type ExportOptions, type ExportPlan } from '../../../../shared/export.ts';
import { type Outcome, succeed } from '../../../../shared/failure.ts';
import { freeBytes } from '../disk/free-bytes.ts';
import { encoderInUse } from '../model/encoders.ts';
import type { Session } from '../project/session.ts';
import { prepareExport } from './prepare-export.ts';

/** Bytes of one exported patch besides its pixels: headers, and its lines in the tables. */
const bytesBeside = 1000;

/** What an export would write, worked out before it starts. */
export async function planExport(
  session: Session,
  options: ExportOptions,
): Promise<Outcome<ExportPlan>> {
  const prepared = prepareExport(session, options);
  if (!prepared.ok) return prepared;
  const { sources, exporter, leftOut, warnings } = prepared.value;
  const patches = sources.reduce((sum, source) => sum + source.patches, 0);
  const edge = session.settings().patchSize;
  const vector = options.embeddings ? encoderInUse(session).record.width * 2 : 0;
  const pixels = exporter.rowsOnly ? 0 : edge * edge;
  return succeed({
    patches,
    sources: sources.length,
    bytes: patches * (pixels + vector + bytesBeside),
    free: await freeBytes(session.folder),
    splits:
      options.split &&
      datasetSplit.options.map((split) => {
        const mine = sources.filter((source) => source.split === split);
        const count = mine.reduce((sum, source) => sum + source.patches, 0);
        return { split, sources: mine.length, patches: count };
      }),
    bySource: sources.map(({ id, name, patches, split }) => ({ id, name, patches, split })),
    leftOut: [...leftOut],
    warnings: [...warnings],
  });
}
