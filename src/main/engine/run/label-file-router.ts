import { z } from 'zod';
import { outcome } from '../../../shared/failure.ts';
import { ask, path } from './procedures.ts';

/** Labels from files and to files. */
export const labelFileProcedures = {
  /** A CSV, or the paper's pair of .npy files (paths and labels). */
  import: ask
    .input(z.object({ file: path, labels: path.nullable().default(null) }))
    .output(
      outcome(
        z.object({ action: z.int(), matched: z.int(), changed: z.int(), summary: z.string() }),
      ),
    )
    .mutation(({ ctx, input }) => ctx.bench.importLabels(input.file, input.labels)),
  export: ask
    .input(z.object({ file: path, labels: path.nullable().default(null) }))
    .output(outcome(z.object({ labels: z.int() })))
    .mutation(({ ctx, input }) => ctx.bench.exportLabels(input.file, input.labels)),
};
