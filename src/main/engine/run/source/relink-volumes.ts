import { stat } from 'node:fs/promises';
import { fail, type Outcome, succeed } from '../../../../shared/failure.ts';
import type { RelinkReport } from '../../../../shared/relink.ts';
import type { VolumeReference } from '../../../../shared/volume.ts';
import type { StoredVolume } from '../../catalog/volumes.ts';
import type { JobContext } from '../../job/job-runner.ts';
import type { Session } from '../project/session.ts';
import { attempt } from '../task/attempt.ts';
import type { TaskClient } from '../task/task-client.ts';
import { pathOf } from '../volume/volume-paths.ts';
import { fileState } from '../volume/volume-to-read.ts';
import { candidatesIn, foldersBelow } from './candidate-files.ts';

interface Match {
  readonly volume: StoredVolume;
  /** absolute */
  readonly reference: VolumeReference;
}

/**
 * Looks below a folder for the files of volumes that are not where the project expects them, or that a data set
 * came without. A name or a size only says where to look: every sample is read, and the content must be the same.
 *
 * @param change false only looks
 */
export async function relinkVolumes(
  session: Session,
  tasks: TaskClient,
  { folder, change }: { folder: string; change: boolean },
  context: JobContext,
): Promise<Outcome<RelinkReport>> {
  const found = await stat(folder).catch(() => null);
  if (!found?.isDirectory()) return fail({ kind: 'file-missing', path: folder });
  const all = session.catalog.volumes.all();
  const wanted = await misplaced(session, all, context);
  if (!wanted) return fail({ kind: 'cancelled' });
  const matches = await findMatches(tasks, folder, wanted, context);
  if (!matches) return fail({ kind: 'cancelled' });
  if (change && matches.length > 0) await recordMatches(session, matches);
  const sourceOf = (volume: StoredVolume) =>
    session.catalog.sources.byId(volume.source)?.name ?? '';
  const named = (volume: StoredVolume) => ({
    volume: volume.id,
    source: sourceOf(volume),
    name: volume.name,
  });
  const matched = new Set(matches.map(({ volume }) => volume.id));
  return succeed({
    folder,
    found: matches.map(({ volume, reference }) => ({ ...named(volume), path: pathOf(reference) })),
    missing: wanted.filter(({ id }) => !matched.has(id)).map(named),
    inPlace: all.length - wanted.length,
    done: change && matches.length > 0,
  });
}

/** Volumes with files that are not there; null when cancelled. */
async function misplaced(
  session: Session,
  volumes: readonly StoredVolume[],
  context: JobContext,
): Promise<StoredVolume[] | null> {
  context.stage('look for files', volumes.length, 'volumes');
  const wanted: StoredVolume[] = [];
  for (const volume of volumes) {
    if (!(await context.mayGoOn())) return null;
    if (!(await fileState(session.locate(volume))).ok) wanted.push(volume);
    context.advance(1);
  }
  return wanted;
}

async function findMatches(
  tasks: TaskClient,
  folder: string,
  wanted: readonly StoredVolume[],
  context: JobContext,
): Promise<readonly Match[] | null> {
  context.stage('compare contents', wanted.length, 'volumes');
  const left = new Map(wanted.map((volume) => [volume.id, volume]));
  const contents = new Map<string, Promise<string | null>>();
  const contentOf = (reference: VolumeReference): Promise<string | null> => {
    const key = JSON.stringify(reference);
    const known = contents.get(key) ?? contentId(tasks, reference, context);
    contents.set(key, known);
    return known;
  };
  const matches: Match[] = [];
  for await (const listed of foldersBelow(folder)) {
    for (const volume of [...left.values()]) {
      for (const reference of candidatesIn(listed, volume)) {
        if (!(await context.mayGoOn())) return null;
        if ((await contentOf(reference)) !== volume.contentId) continue;
        matches.push({ volume, reference });
        left.delete(volume.id);
        context.advance(1);
        break;
      }
    }
    if (left.size === 0) break;
  }
  return matches.sort((a, b) => a.volume.id - b.volume.id);
}

/** Null for what cannot be read as a volume. */
async function contentId(
  tasks: TaskClient,
  reference: VolumeReference,
  context: JobContext,
): Promise<string | null> {
  const read = await attempt('decode', pathOf(reference), () =>
    tasks.decode('checksum', { reference }, { signal: context.signal }),
  );
  return read.ok ? read.value.contentId : null;
}

/** One action, however many volumes were found. */
async function recordMatches(session: Session, matches: readonly Match[]): Promise<void> {
  const { catalog } = session;
  const states = await Promise.all(matches.map(({ reference }) => fileState(reference)));
  catalog.commit(() => {
    const count = matches.length;
    const summary = `Put the files of ${count} ${count === 1 ? 'volume' : 'volumes'} in place`;
    const action = catalog.actions.add(session.annotator(), Date.now(), 'relink', summary);
    for (const [i, { volume, reference }] of matches.entries()) {
      const state = states[i];
      if (!state?.ok) continue;
      const { bytes, modified } = volume;
      const before = { reference: volume.reference, bytes, modified };
      const after = { reference: session.store(reference), ...state.value };
      catalog.volumes.setFiles(volume.id, after);
      catalog.actions.addChange(action, {
        entity: 'volume-files',
        entityId: volume.id,
        before: JSON.stringify(before),
        after: JSON.stringify(after),
      });
    }
  });
  session.forgetColumns();
}

/** What was done, in a sentence. */
export function relinkSentence({ found, missing, inPlace, done, folder }: RelinkReport): string {
  const counted = (count: number) =>
    `${count.toLocaleString('en-US')} ${count === 1 ? 'volume' : 'volumes'}`;
  if (found.length + missing.length === 0)
    return `All files are where they should be: ${counted(inPlace)}.`;
  const first = done
    ? `Put the files of ${counted(found.length)} in place; undo takes it back.`
    : `Found the files of ${counted(found.length)} below ${folder}.`;
  return missing.length === 0
    ? first
    : `${first} Those of ${counted(missing.length)} were not found.`;
}
