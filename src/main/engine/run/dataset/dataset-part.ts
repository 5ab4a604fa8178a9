import type { Difference } from '../../../../shared/difference.ts';
import { fail, type Outcome, succeed } from '../../../../shared/failure.ts';
import type { JobContext } from '../../job/job-runner.ts';
import type { Parts } from '../workbench-parts.ts';
import { compareFolders, differenceSentence } from './compare-folders.ts';
import type { DatasetBench, DifferenceRequest } from './dataset-bench.ts';
import { importDataset } from './import-dataset.ts';

/** Data sets: made into projects, compared. */
export function datasetPart({ desk, jobs, tasks, options, allowed }: Parts): DatasetBench {
  let found: { job: number; difference: Difference } | null = null;

  async function compare(
    request: DifferenceRequest,
    context: JobContext,
  ): Promise<Outcome<Difference>> {
    const [a, b] = [await allowed(request.a), await allowed(request.b)];
    if (!a.ok) return a;
    if (!b.ok) return b;
    const csv = request.csv === null ? succeed(null) : await allowed(request.csv);
    if (!csv.ok) return csv;
    const asked = { ...request, a: a.value, b: b.value, csv: csv.value };
    const around = { open: desk.session(), shell: options.shell, tasks, context };
    return compareFolders(asked, around);
  }

  return {
    async startImport(dataset, project) {
      const [folder, target] = [await allowed(dataset), await allowed(project)];
      if (!folder.ok) return folder;
      if (!target.ok) return target;
      return jobs.start('import', `Make a project from ${dataset}`, async (context) => {
        const asked = { folder: folder.value, project: target.value, shell: options.shell };
        const made = await importDataset(tasks, asked, context);
        if (!made.ok) return made;
        const patches = made.value.patches.toLocaleString('en-US');
        return succeed(`Made ${made.value.folder} with ${patches} patches.`);
      });
    },
    async startDifference(request) {
      const started = jobs.start(
        'diff',
        `Compare ${request.a} and ${request.b}`,
        async (context) => {
          const compared = await compare(request, context);
          if (!compared.ok) return compared;
          found = { job: started.ok ? started.value.job : -1, difference: compared.value };
          return succeed(differenceSentence(compared.value));
        },
      );
      return started;
    },
    difference: (job) =>
      found?.job === job ? succeed(found.difference) : fail({ kind: 'job-unknown', id: job }),
  };
}
