import { readFile, stat } from 'node:fs/promises';
import { z } from 'zod';
import type { Changed } from '../../../../shared/answer.ts';
import { fail, type Outcome, succeed } from '../../../../shared/failure.ts';
import { gridQuery } from '../../../../shared/grid.ts';
import type { SavedQueue } from '../../../../shared/queue.ts';
import { writeWhole } from '../disk/write-whole.ts';
import type { Session } from '../project/session.ts';
import type { Query } from './row-filter.ts';

/** Saves a query under a name; a queue of that name is replaced. Undoable. */
export function saveQueue(session: Session, name: string, query: Query): Changed {
  const { queues } = session.catalog;
  const known = queues.byName(name);
  const queue = { name, query, annotator: session.annotator(), at: Date.now() };
  return changeQueue(session, `Saved the queue ${name}`, known, (id) => ({ ...queue, id }));
}

/** Takes a saved queue out of the list; undo brings it back. */
export function removeQueue(session: Session, id: number): Changed {
  const known = session.catalog.queues.byId(id);
  if (!known) return unknownQueue(session, String(id));
  return changeQueue(session, `Removed the queue ${known.name}`, known, () => null);
}

function changeQueue(
  session: Session,
  summary: string,
  before: SavedQueue | null,
  after: (id: number) => SavedQueue | null,
): Changed {
  const { queues, actions } = session.catalog;
  const action = session.catalog.commit(() => {
    const id = before?.id ?? queues.add({ ...emptyQueue, name: `new ${actions.newest()}` });
    const next = after(id);
    queues.restore(id, next);
    const made = actions.add(session.annotator(), Date.now(), 'set-queue', summary);
    actions.addChange(made, {
      entity: 'queue',
      entityId: id,
      before: JSON.stringify(before),
      after: JSON.stringify(next),
    });
    return made;
  });
  return succeed({ action, summary: `${summary}.` });
}

const emptyQueue = {
  query: gridQuery.parse({ set: 'all', order: 'random' }),
  annotator: '',
  at: 0,
} as const;

const unknownQueue = (session: Session, given: string) =>
  fail({
    kind: 'option-invalid',
    option: 'queue',
    given,
    known:
      session.catalog.queues
        .all()
        .map(({ name }) => name)
        .join(', ') || 'none saved',
  });

/** A queue as handed to a colleague: sources and volumes by name, and no state of labels, which is each project's own. */
const queueFile = z.object({
  format: z.literal('emcurator-queue-1'),
  name: z.string().trim().min(1).max(100),
  query: gridQuery.omit({ sources: true, volumes: true, ordinals: true, asOf: true }),
  sources: z.array(z.string().max(200)).max(10_000),
  volumes: z
    .array(z.object({ source: z.string().max(200), name: z.string().max(2000) }))
    .max(100_000)
    .default([]),
});

/** Writes a saved queue to a small JSON file. */
export async function exportQueue(
  session: Session,
  id: number,
  path: string,
): Promise<Outcome<{ name: string }>> {
  const queue = session.catalog.queues.byId(id);
  if (!queue) return unknownQueue(session, String(id));
  const { sources, volumes, ordinals: _, asOf: __, ...query } = queue.query;
  const { catalog } = session;
  const names = sources.flatMap((source) => catalog.sources.byId(source)?.name ?? []);
  const volumeNames = volumes.flatMap((id) => {
    const volume = catalog.volumes.byId(id);
    const source = volume && catalog.sources.byId(volume.source)?.name;
    return volume && source !== undefined ? [{ source, name: volume.name }] : [];
  });
  const named = { sources: names, volumes: volumeNames };
  const file = { format: 'emcurator-queue-1', name: queue.name, query, ...named };
  const written = await writeWhole(path, `${JSON.stringify(file, null, 2)}\n`);
  return written.ok ? succeed({ name: queue.name }) : written;
}

const mostBytes = 2 ** 20;

/** Reads such a file and saves the queue; sources and volumes that are not here are named and nothing is saved. */
export async function importQueue(session: Session, path: string): Promise<Changed> {
  const invalid = (what: string) => fail({ kind: 'label-file-invalid', path, what });
  const found = await stat(path).catch(() => null);
  if (!found) return fail({ kind: 'file-missing', path });
  if (found.size > mostBytes) return invalid('it is too large for a queue');
  const read = queueFile.safeParse(parsed(await readFile(path, 'utf8')));
  if (!read.success) return invalid('it is no queue that EM Curator wrote');
  const { name, query, sources } = read.data;
  const known = new Map(session.catalog.sources.all().map((source) => [source.name, source.id]));
  const missing = sources.find((source) => !known.has(source));
  if (missing !== undefined) {
    return fail({ kind: 'source-unknown', name: missing, known: [...known.keys()] });
  }
  const here = new Map(
    session.catalog.volumes.all().map(({ id, source, name: own }) => [`${source} ${own}`, id]),
  );
  const volumes: number[] = [];
  for (const { source, name: own } of read.data.volumes) {
    const id = here.get(`${known.get(source)} ${own}`);
    if (id === undefined) return invalid(`its volume ${source}/${own} is not in this project`);
    volumes.push(id);
  }
  const ids = sources.map((source) => known.get(source) ?? 0);
  return saveQueue(session, name, { ...query, sources: ids, volumes, ordinals: [], asOf: null });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
