import type { CutSettings } from '../../../shared/cut.ts';
import { type Outcome, succeed } from '../../../shared/failure.ts';
import type { Box } from '../../../shared/patch.ts';
import type { StoredVolume } from '../catalog/volumes.ts';
import { bytesPerHash } from '../hash/hash-cross-section.ts';
import type { JobContext } from '../job/job-runner.ts';
import { cropGrid } from '../patch/crop-grid.ts';
import { slabShape } from '../slice/read-slab.ts';
import { attempt } from './attempt.ts';
import { drawHoldOut } from './draw-hold-out.ts';
import { settleGroups } from './group-decisions.ts';
import { planeOf } from './plane-codes.ts';
import { scopeName } from './scope-names.ts';
import { collectScope, type PlacedSection, planScopes, type ScopePlan } from './scope-plans.ts';
import type { Session } from './session.ts';
import type { TaskClient } from './task-client.ts';

/**
 * Keeps one exemplar of each group of near-duplicates in every scope that is new or stale.
 *
 * @returns false when the job was cancelled.
 */
export async function keepExemplarsOfScopes(
  session: Session,
  tasks: TaskClient,
  cut: number,
  settings: CutSettings,
  context: JobContext,
): Promise<boolean> {
  const plans = planScopes(session, cut, settings);
  removeForgotten(session, cut, plans);
  const stale = plans.filter((plan) => {
    const known = session.catalog.cuts.scope(cut, plan.name);
    return !known?.complete || known.inputs !== plan.inputs;
  });
  context.stage('keep exemplars', stale.length, 'scopes');
  for (const plan of stale) {
    if (!(await context.mayGoOn())) return false;
    session.catalog.commitUnit(() => removeReplaced(session, cut, plan));
    const kept = await keepExemplarsOfScope(session, tasks, cut, settings, plan);
    if (!kept.ok) context.report({ item: plan.source.name, failure: kept.failure });
    context.advance(1);
  }
  return context.mayGoOn();
}

/** A scope that exists no longer (its last volume failed or was taken out) keeps no exemplars. */
function removeForgotten(session: Session, cut: number, plans: readonly ScopePlan[]): void {
  const names = new Set(plans.map((plan) => plan.name));
  const removed = new Set(
    session.catalog.sources
      .all()
      .flatMap((source) => [
        scopeName({ kind: 'source', id: source.id }),
        ...session.catalog.volumes
          .ofSource(source.id)
          .map(({ id }) => scopeName({ kind: 'volume', id })),
      ]),
  );
  for (const scope of session.catalog.cuts.scopes(cut)) {
    // Scopes of sources taken out stay, so that undoing the removal brings them back at once.
    if (names.has(scope.name) || !removed.has(scope.name)) continue;
    session.catalog.commitUnit(() => removeScope(session, scope.id));
  }
}

/** The scope as it was, and what a data set told of the volumes that are now cut here. */
function removeReplaced(session: Session, cut: number, { name, volumes }: ScopePlan): void {
  const recorded = volumes.map(({ id }) => scopeName({ kind: 'data-set', id }));
  for (const each of [name, ...recorded]) {
    const known = session.catalog.cuts.scope(cut, each);
    if (known) removeScope(session, known.id);
  }
}

function removeScope(session: Session, scope: number): void {
  session.catalog.exemplars.removeScope(scope);
  session.catalog.cuts.removeScope(scope);
}

async function keepExemplarsOfScope(
  session: Session,
  tasks: TaskClient,
  cut: number,
  settings: CutSettings,
  plan: ScopePlan,
): Promise<Outcome<null>> {
  const size = bytesPerHash(settings.hashSize);
  const { sections, hashes, count } = collectScope(session, cut, plan, size);
  const { seed, hammingLimit: limit } = settings;
  const grouped = await attempt('decode', plan.source.name, async () =>
    succeed(await tasks.decode('keep-exemplars', { hashes, bytesPerHash: size, seed, limit })),
  );
  if (!grouped.ok) return grouped;
  const { exemplars, owner } = grouped.value;
  const members = new Uint32Array(count);
  for (const at of owner) members[at] = (members[at] ?? 0) + 1;
  const rank = new Uint32Array(count);
  exemplars.forEach((at, chosen) => {
    rank[at] = chosen;
  });
  await store(session, cut, settings, plan, { sections, hashes, owner, members, rank, size });
  return succeed(null);
}

interface Grouped {
  readonly sections: readonly PlacedSection[];
  readonly hashes: Uint8Array;
  readonly owner: Uint32Array;
  readonly members: Uint32Array;
  readonly rank: Uint32Array;
  readonly size: number;
}

const sectionsPerCommit = 64;

/** Writes exemplars in the order of their positions, so that a volume's rows lie together. */
async function store(
  session: Session,
  cut: number,
  settings: CutSettings,
  plan: ScopePlan,
  grouped: Grouped,
): Promise<void> {
  const { catalog } = session;
  const { sections, owner, members } = grouped;
  const ordinals = new Uint32Array(owner.length);
  let next = catalog.exemplars.nextOrdinal();
  for (let at = 0; at < owner.length; at++) if ((members[at] ?? 0) > 0) ordinals[at] = next++;
  const scope = catalog.commitUnit(() => catalog.cuts.addScope(cut, plan.name, plan.inputs));
  const held = drawHoldOut(session, plan.source.id, sections, members);
  for (let from = 0; from < sections.length; from += sectionsPerCommit) {
    catalog.commitUnit(() => {
      for (const section of sections.slice(from, from + sectionsPerCommit)) {
        storeSection(session, cut, settings, scope, section, grouped, ordinals, held);
      }
    });
    // Between commits the engine answers whoever is waiting, a label first of all.
    await new Promise((resolve) => setImmediate(resolve));
  }
  catalog.commitUnit(() => {
    catalog.cuts.completeScope(scope);
    settleGroups(session, cut, scope);
  });
}

function storeSection(
  session: Session,
  cut: number,
  settings: CutSettings,
  scope: number,
  { volume, row, first }: PlacedSection,
  { hashes, owner, members, rank, size }: Grouped,
  ordinals: Uint32Array,
  held: (volume: StoredVolume, plane: number, position: number) => boolean,
): void {
  const { height, width } = slabShape(volume.shape, planeOf(row.plane));
  const boxes: readonly Box[] = cropGrid(height, width, settings.patchSize, settings.mode);
  const owners = new Uint32Array(row.patches);
  boxes.forEach((box, i) => {
    const at = first + i;
    owners[i] = ordinals[owner[at] ?? 0] ?? 0;
    if ((members[at] ?? 0) === 0) return;
    session.catalog.exemplars.add(scope, {
      ordinal: ordinals[at] ?? 0,
      volume: volume.id,
      plane: row.plane,
      position: row.position,
      ...box,
      hash: hashes.subarray(at * size, (at + 1) * size),
      members: members[at] ?? 0,
      chosen: rank[at] ?? 0,
      heldOut: held(volume, row.plane, row.position),
    });
  });
  session.catalog.crossSections.setOwners(
    cut,
    volume.id,
    row.plane,
    row.position,
    new Uint8Array(owners.buffer),
  );
}
