import { basename } from 'node:path';
import { exportOptions } from '../../../../shared/export.ts';
import { fail, type Outcome, succeed } from '../../../../shared/failure.ts';
import type { JobContext } from '../../job/job-runner.ts';
import { exportDocument } from '../export/export-document.ts';
import { labelsOfSources } from '../export/export-labels-table.ts';
import { prepareExport } from '../export/prepare-export.ts';
import { selectExemplars } from '../export/selected-exemplars.ts';
import { openSession, type Session } from '../project/session.ts';
import { attempt } from '../task/attempt.ts';
import type { DecodeTasks } from '../task/decode-task.ts';
import type { TaskClient } from '../task/task-client.ts';
import type { OpenSide, SidePatch } from './compared-side.ts';
import { comparedSettings, contentsOf } from './dataset-side.ts';

/** Patches read of a project at a time. */
const patchesAtOnce = 512;

/**
 * A project as one side of a comparison: what an export of the set would hold. Pixels are read from the packs
 * when they are asked for.
 *
 * @param open the project that is open already, which is looked at as it is; others are opened read-only
 */
export async function projectSide(
  folder: string,
  set: 'dedup' | 'curated',
  {
    open,
    shell,
    tasks,
    context,
  }: { open: Session | null; shell: string; tasks: TaskClient; context: JobContext },
): Promise<Outcome<OpenSide>> {
  const own = open?.folder === folder ? succeed(open) : openSession(folder, shell, true);
  if (!own.ok) return own;
  const session = own.value;
  const close = async () => {
    if (session !== open) await session.close();
  };
  const options = exportOptions.parse({ set });
  const prepared = prepareExport(session, options);
  if (!prepared.ok) {
    await close();
    return prepared;
  }
  const selected = await selectExemplars(session, set, prepared.value.shared, null);
  const labels = labelsOfSources(session, prepared.value.shared);
  const document = exportDocument(session, options, prepared.value, labels);
  return succeed({
    name: basename(folder),
    kind: 'project',
    set,
    patches: selected.count,
    settings: comparedSettings(document, 'project'),
    contents: contentsOf(document),
    async visit(withPixels, visit) {
      for (let from = 0; from < selected.count; from += patchesAtOnce) {
        if (!(await context.mayGoOn())) return fail({ kind: 'cancelled' });
        const part = selected.read(from, Math.min(selected.count, from + patchesAtOnce));
        const pixels = withPixels ? await digestsOf(tasks, session, part.groups) : null;
        if (pixels && !pixels.ok) return pixels;
        const patches = part.facts.map(
          (patch, i): SidePatch => ({
            ...patch,
            split: null,
            pixels: pixels?.value[i] ?? null,
          }),
        );
        const visited = await visit(patches);
        if (!visited.ok) return visited;
      }
      return succeed(null);
    },
    close,
  });
}

/** Digests of packed pixels; null for a patch that is in no pack. */
function digestsOf(
  tasks: TaskClient,
  { folder: project }: Session,
  groups: DecodeTasks['write-shard']['ask']['groups'],
): Promise<Outcome<readonly (string | null)[]>> {
  const patches = groups.flatMap((group) =>
    group.patches.map(({ place, box }) => ({ place, box })),
  );
  return attempt('decode', project, async () =>
    succeed(await tasks.decode('digest-packed', { project, patches })),
  );
}
