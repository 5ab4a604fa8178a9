import type { Difference } from '../../../../shared/difference.ts';
import { fail, type Outcome } from '../../../../shared/failure.ts';
import type { JobContext } from '../../job/job-runner.ts';
import { projectFolder, type Session } from '../project/session.ts';
import type { TaskClient } from '../task/task-client.ts';
import { compareStates } from './compare-states.ts';
import type { OpenSide } from './compared-side.ts';
import type { DifferenceRequest } from './dataset-bench.ts';
import { datasetSide } from './dataset-side.ts';
import { withDifferenceFile } from './difference-file.ts';
import { projectSide } from './project-side.ts';

interface Around {
  readonly open: Session | null;
  readonly shell: string;
  readonly tasks: TaskClient;
  readonly context: JobContext;
}

/** Compares two folders, each a data set or a project; neither is changed. */
export async function compareFolders(
  request: DifferenceRequest,
  around: Around,
): Promise<Outcome<Difference>> {
  const [a, b] = await openSides(request, around);
  try {
    if (!a.ok) return a;
    if (!b.ok) return b;
    const sides = { a: a.value, b: b.value, withPixels: request.pixels };
    const { tasks, context } = around;
    if (request.csv === null) return await compareStates(tasks, sides, context);
    return await withDifferenceFile(request.csv, (take) =>
      compareStates(tasks, sides, context, take),
    );
  } finally {
    if (a.ok) await a.value.close();
    if (b.ok) await b.value.close();
  }
}

/** A project is looked at as the set of the data set on the other side, so data sets are opened first. */
async function openSides(
  { a, b, set }: DifferenceRequest,
  around: Around,
): Promise<[Outcome<OpenSide>, Outcome<OpenSide>]> {
  const [projectA, projectB] = [projectFolder(a), projectFolder(b)];
  const first = projectA === null ? await datasetSide(a, around.context) : null;
  const second = projectB === null ? await datasetSide(b, around.context) : null;
  const other = [first, second].find((side) => side?.ok);
  const otherSet = other?.ok ? other.value.set : null;
  const ofProject = (folder: string): Promise<Outcome<OpenSide>> => {
    const chosen = set ?? otherSet ?? 'dedup';
    if (chosen !== 'raw') return projectSide(folder, chosen, around);
    return Promise.resolve(fail({ kind: 'raw-not-compared', path: folder }));
  };
  return [first ?? (await ofProject(projectA ?? a)), second ?? (await ofProject(projectB ?? b))];
}

/** How two sides differ, in a sentence. */
export function differenceSentence({
  equal,
  counts,
  settings,
  moreSettings,
  same,
}: Difference): string {
  if (equal) return `No difference: ${same.toLocaleString('en-US')} patches are the same.`;
  const words = {
    added: 'added',
    removed: 'removed',
    moved: 'moved',
    relabelled: 'relabelled',
    rescored: 'rescored',
    pixels: 'with other pixels',
    split: 'in another part',
  } as const;
  const parts = (Object.keys(words) as (keyof typeof words)[]).flatMap((kind) =>
    counts[kind] > 0 ? [`${counts[kind].toLocaleString('en-US')} ${words[kind]}`] : [],
  );
  const patches = parts.length > 0 ? `Patches: ${parts.join(', ')}` : 'All patches are the same';
  const others = `${moreSettings ? 'more than ' : ''}${settings.length}`;
  return settings.length > 0
    ? `${patches}. ${others} settings or words differ.`
    : `${patches}. Settings are the same.`;
}
