import { z } from 'zod';
import { outcome } from '../../../../shared/failure.ts';
import { conflictRule, labelFormat, labelImportPlan } from '../../../../shared/label-file.ts';
import { ask, path } from '../procedures.ts';

/** A file or folder of labels; `labels` is the .npy of labels when `file` is the .npy of names. */
const labelFile = z.object({ file: path, labels: path.nullable().default(null) });

/** Labels from files and to files. */
export const labelFileProcedures = {
  /** What importing would do: matched, unknown, new, alike, in conflict. Changes nothing. */
  planImport: ask
    .input(labelFile)
    .output(outcome(labelImportPlan))
    .query(({ ctx, input }) => ctx.bench.planLabelImport(input.file, input.labels)),
  import: ask
    .input(
      labelFile.extend({
        sha256: z.string().max(64).nullable().default(null),
        conflicts: conflictRule.default('replace'),
      }),
    )
    .output(
      outcome(
        z.object({ action: z.int(), matched: z.int(), changed: z.int(), summary: z.string() }),
      ),
    )
    .mutation(({ ctx, input }) => ctx.bench.importLabels(input)),
  export: ask
    .input(labelFile.extend({ format: labelFormat.nullable().default(null) }))
    .output(outcome(z.object({ labels: z.int() })))
    .mutation(({ ctx, input }) =>
      ctx.bench.exportLabels({ ...input, format: input.format ?? formatOf(input) }),
    ),
};

/** What a file's name asks for. */
function formatOf({ file, labels }: z.output<typeof labelFile>) {
  if (labels !== null) return 'npy';
  if (/\.(jsonl|ndjson)$/i.test(file)) return 'jsonl';
  return /\.json$/i.test(file) ? 'label-studio' : 'csv';
}
