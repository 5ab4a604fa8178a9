import { fail, type Outcome, succeed } from '../../../../shared/failure.ts';
import { joinedSources } from '../../../../shared/joined-sources.ts';
import { type AddRequest, type SourceChange, sourceMetadata } from '../../../../shared/source.ts';
import type { Source } from '../../catalog/sources.ts';
import type { JobContext } from '../../job/job-runner.ts';
import type { Session } from '../project/session.ts';
import { attempt } from '../task/attempt.ts';
import type { TaskClient } from '../task/task-client.ts';
import { fileState } from '../volume/volume-to-read.ts';
import { type FoundVolume, findVolumes } from './find-volumes.ts';
import { isSourceName } from './source-changes.ts';

const metadataFields = [
  'technique',
  'organism',
  'tissue',
  'doi',
  'licence',
  'attribution',
  'notes',
] as const;

/**
 * Adds files and folders: reads every volume once for its content id, refuses what is there already,
 * and goes on past whatever cannot be read.
 */
export async function addSources(
  session: Session,
  tasks: TaskClient,
  request: AddRequest,
  context: JobContext,
): Promise<Outcome<string>> {
  if (request.source !== null && !isSourceName(request.source)) {
    return fail({ kind: 'source-name-invalid', given: request.source });
  }
  const found: FoundVolume[] = [];
  context.stage('look at files', request.paths.length, 'paths');
  for (const path of request.paths) {
    if (!(await context.mayGoOn())) return fail({ kind: 'cancelled' });
    const volumes = await findVolumes(tasks, path, request.as);
    if (volumes.ok) found.push(...volumes.value);
    else context.report({ item: path, failure: volumes.failure });
    context.advance(1);
  }
  let added = 0;
  const sources = new Set<number>();
  const before = volumesBefore(session);
  context.stage('read and add', found.length, found.length === 1 ? 'volume' : 'volumes');
  try {
    for (const volume of found) {
      if (!(await context.mayGoOn())) return fail({ kind: 'cancelled' });
      const outcome = await addOne(session, tasks, request, volume, context);
      if (outcome.ok) {
        added++;
        sources.add(outcome.value);
      } else if (outcome.failure.kind === 'cancelled') return outcome;
      else context.report({ item: volume.path, failure: outcome.failure });
      context.advance(1);
    }
  } finally {
    session.forgetColumns();
  }
  const refused = found.length - added;
  const rest = refused > 0 ? ` ${refused} could not be added; the report says why.` : '';
  const joined = request.source === null ? joinedWords(session, [...sources], before, found) : '';
  return succeed(
    `Added ${added} ${added === 1 ? 'volume or picture' : 'volumes or pictures'} to ${sources.size} ${sources.size === 1 ? 'source' : 'sources'}.${joined}${rest}`,
  );
}

/** Volumes that each source has already, by id. */
function volumesBefore({ catalog }: Session): ReadonlyMap<number, number> {
  const volumes = Map.groupBy(catalog.volumes.all(), ({ source }) => source);
  return new Map(catalog.sources.all().map(({ id }) => [id, volumes.get(id)?.length ?? 0]));
}

/** Names of folders make sources when none is given: two folders of one name must not become one unnoticed. */
function joinedWords(
  { catalog }: Session,
  sources: readonly number[],
  before: ReadonlyMap<number, number>,
  found: readonly FoundVolume[],
): string {
  const joined = sources.flatMap((id) => {
    const volumes = before.get(id);
    const name = catalog.sources.byId(id)?.name ?? '';
    if (volumes === undefined) return [];
    return [
      `${name}, with ${volumes} ${volumes === 1 ? 'volume or picture' : 'volumes or pictures'}`,
    ];
  });
  if (joined.length === 0) {
    const merged = joinedSources(
      found.map(({ path, dataset }) => ({ path, source: dataset })),
      [],
    );
    return merged ? ` ${merged.words}` : '';
  }
  const was = joined.length === 1 ? 'This source was' : 'These sources were';
  return ` ${was} there already: ${joined.join('; ')}. To keep files apart give a source name (--source) when adding.`;
}

async function addOne(
  session: Session,
  tasks: TaskClient,
  request: AddRequest,
  found: FoundVolume,
  context: JobContext,
): Promise<Outcome<number>> {
  const { described, reference } = found;
  if (!described.ok) return described;
  const state = await fileState(reference);
  if (!state.ok) return state;
  const content = await attempt('decode', found.path, () =>
    tasks.decode('checksum', { reference }, { signal: context.signal }),
  );
  if (!content.ok) return content;
  const twin = session.catalog.volumes.byContent(content.value.contentId);
  if (twin) {
    const source = session.catalog.sources.byId(twin.source)?.name ?? '';
    return fail({ kind: 'already-added', path: found.path, source, volume: twin.name });
  }
  return succeed(
    session.catalog.commit(() => {
      const source = findOrAddSource(session, request.source ?? found.dataset, request.change);
      const { shape, sampleType, format, voxelSize, warnings } = described.value;
      session.catalog.volumes.add({
        source: source.id,
        name: freeName(session, source.id, found.name),
        kind: found.kind,
        reference: session.store(reference),
        format,
        shape,
        sampleType,
        voxelSizeOfFile: voxelSize,
        voxelSizeGiven: request.change.voxelSize ?? null,
        contentId: content.value.contentId,
        ...state.value,
        pictureNumber: found.kind === 'picture' ? nextPictureNumber(session, source.id) : null,
        warnings,
      });
      return source.id;
    }),
  );
}

/** A source that is there already gets what is given now only where it said nothing before. */
function findOrAddSource(session: Session, name: string, change: SourceChange): Source {
  const { sources } = session.catalog;
  const known = sources.byName(name);
  if (known) return complete(session, known, change);
  const texts = metadataFields.map((field) => [field, change[field] ?? '']);
  const metadata = sourceMetadata.parse({
    ...Object.fromEntries(texts),
    withheld: change.withheld ?? null,
  });
  const id = sources.add(
    name,
    metadata,
    change.mapping ?? { kind: 'by-type' },
    change.invert ?? false,
  );
  const added = sources.byId(id);
  if (!added) throw new Error(`Source ${name} is gone right after it was added.`);
  return added;
}

function complete(session: Session, source: Source, change: SourceChange): Source {
  const missing = metadataFields.filter((field) => source.metadata[field] === '' && change[field]);
  // What was asked for files that join a source holds for all of it: sharing too little can be mended.
  const withheld = source.metadata.withheld ?? change.withheld ?? null;
  if (missing.length === 0 && withheld === source.metadata.withheld) return source;
  const given = Object.fromEntries(missing.map((field) => [field, change[field] ?? '']));
  const { id, ...state } = source;
  const metadata = { ...state.metadata, ...given, withheld };
  session.catalog.sources.restore(id, { ...state, metadata });
  return { ...source, metadata };
}

/** A second volume of one name in a source gets `~2`. */
function freeName(session: Session, source: number, name: string): string {
  const taken = new Set(session.catalog.volumes.ofSource(source).map((volume) => volume.name));
  if (!taken.has(name)) return name;
  let number = 2;
  while (taken.has(`${name}~${number}`)) number++;
  return `${name}~${number}`;
}

/** The paper's running number is fixed when a picture is added and never given again. */
function nextPictureNumber(session: Session, source: number): number {
  const numbers = session.catalog.volumes.ofSource(source).map((v) => v.pictureNumber ?? -1);
  return Math.max(-1, ...numbers) + 1;
}
