import { explain } from '../../shared/failure.ts';
import type { RelinkReport } from '../../shared/relink.ts';
import { engine } from '../bridge.ts';
import { askForFiles } from './file-question.ts';
import { jobEnd } from './job-end.ts';
import { attempt, say, sayProblem } from './notice.ts';
import { createStore } from './store.ts';

/** What the last search for files of volumes found, while it is looked at. */
export const foundVolumes = createStore<{ report: RelinkReport | null }>({ report: null });

/** Asks for a folder and looks below it for the files of volumes that are not where they should be. Changes nothing. */
export async function findVolumes(): Promise<void> {
  foundVolumes.set({ report: null });
  const folder = (
    await askForFiles({
      title: 'Find moved volumes',
      choose: 'folder',
      action: 'Look below this folder',
    })
  )?.[0];
  if (!folder) return;
  const searched = await search(folder, false);
  if (!searched) return;
  foundVolumes.set({ report: await attempt(engine.sources.relinked.query({ job: searched.job })) });
}

/** Puts the files in place that a search found: they are compared again, since disks change. One action, undoable. */
export async function placeVolumes({ folder }: RelinkReport): Promise<void> {
  foundVolumes.set({ report: null });
  const searched = await search(folder, true);
  if (searched) say(searched.words, true);
}

/** Null for a search that was cancelled, or failed, which is then said. */
async function search(
  folder: string,
  change: boolean,
): Promise<{ job: number; words: string } | null> {
  const started = await attempt(engine.sources.relink.mutate({ folder, change }));
  if (!started) return null;
  const { state, failure, result } = await jobEnd(started.job);
  if (state === 'done') return { job: started.job, words: result ?? '' };
  if (state === 'failed' && failure) sayProblem(explain(failure));
  return null;
}
