import type { CutSettings } from '../../../../shared/cut.ts';
import type { Box } from '../../../../shared/patch.ts';
import type { StoredVolume } from '../../catalog/volumes.ts';
import type { Claims } from '../../exemplar/keep-exemplars.ts';
import type { Watcher } from '../../kernel/watched-work.ts';
import { cropGrid } from '../../patch/crop-grid.ts';
import { slabShape } from '../../slice/read-slab.ts';
import { settleGroups } from '../group/group-decisions.ts';
import { planeOf } from '../project/plane-codes.ts';
import { growthName, readGrowth, scopeName, unfinishedName } from '../project/scope-names.ts';
import type { Session } from '../project/session.ts';
import { drawHoldOut, redrawHoldOut, type SectionCount } from '../set/draw-hold-out.ts';
import { breath } from '../turn/breath.ts';
import type { KnownExemplars } from './known-exemplars.ts';
import { removeExemplars } from './remove-scope.ts';
import { inputsText, readAwaited, readInputs } from './scope-inputs.ts';
import type { PlacedSection } from './scope-plans.ts';
import { inputsOfAll, type ScopeWork } from './stale-scopes.ts';

/** Who stands for whom among known exemplars, which lead, and the patches behind them. */
export interface Grouped extends Claims {
  readonly known: KnownExemplars;
  readonly sections: readonly PlacedSection[];
  /** those of the known exemplars, then those of the patches */
  readonly hashes: Uint8Array;
}

/** What the claims say, by place among known exemplars and patches. */
interface Counted extends Grouped {
  /** near-duplicates, itself included; above zero for exemplars */
  readonly members: Uint32Array;
  /** rank in which an exemplar was chosen */
  readonly rank: Uint32Array;
  /** of exemplars, known ones included */
  readonly ordinals: Uint32Array;
}

/**
 * Stores the exemplars of a scope, or of what joined it, in the order of their positions, so that a volume's rows
 * lie together. Until all is stored the scope is unfinished and what was there before counts; then one commit puts
 * it in its place. So it stays when the signal is aborted.
 */
export async function storeExemplars(
  session: Session,
  cut: number,
  settings: CutSettings,
  work: ScopeWork,
  grouped: Grouped,
  watcher: Watcher = {},
): Promise<void> {
  const { catalog } = session;
  const { name, inputs } = nameAndInputs(session, work);
  const scope = await beginScope(session, cut, name, inputs);
  const counted = await count(grouped, catalog.exemplars.nextOrdinal());
  const holdOut = await drawSides(session, work, counted);
  let stored = 0;
  for (const pieces of commitsOf(counted.sections)) {
    if (watcher.signal?.aborted) return;
    catalog.commitUnit(() => {
      for (const piece of pieces)
        storePiece(session, cut, settings, scope, piece, counted, holdOut.isHeld);
    });
    // Between commits the engine answers whoever is waiting, a label first of all.
    await breath();
    for (const { from, to } of pieces) stored += to - from;
    watcher.progress?.(stored / (grouped.owner.length - grouped.known.ordinals.length));
  }
  await updateKnown(session, counted);
  catalog.commitUnit(() => {
    for (const { id } of replacedBy(session, cut, work))
      if (id !== scope) catalog.cuts.setAside(id);
    holdOut.keep();
    catalog.cuts.completeScope(scope, name);
    settleGroups(session, cut, scope);
  });
}

function nameAndInputs(
  { catalog }: Session,
  work: ScopeWork,
): { readonly name: string; readonly inputs: string } {
  const { plan, stays, volumes } = work;
  const last = stays.at(-1);
  const all = readInputs(plan.inputs);
  const visited = new Map(volumes.map(({ id }) => [id, all.get(id) ?? '']));
  const missing = missingOf(work);
  const since = { action: catalog.actions.newest(), exported: catalog.exports.newest() };
  const without = missing.length > 0 ? { volumes: missing, ...since } : null;
  const name = last ? growthName(plan.name, readGrowth(last.name).n + 1) : plan.name;
  return { name, inputs: inputsText(visited, without) };
}

/** Volumes that this step is kept without; those that an earlier step awaits are that one's. */
function missingOf({ plan, stays }: ScopeWork): readonly number[] {
  const awaited = new Set(stays.flatMap(({ inputs }) => readAwaited(inputs)?.volumes ?? []));
  return plan.missing.filter((id) => !awaited.has(id));
}

/** Which sections are held out, and what must be written of it in the commit that completes the scope. */
async function drawSides(session: Session, work: ScopeWork, counted: Counted) {
  const { plan, stays, isMadeUpFor } = work;
  const sections = [...counted.known.sections, ...(await countSections(counted))];
  const isPassing = plan.missing.length > 0;
  if (isMadeUpFor) {
    const stay = inputsOfAll(stays);
    const again = plan.volumes.filter(({ id }) => !stay.has(id));
    const contents = new Set(again.map(({ contentId }) => contentId));
    return redrawHoldOut(session, plan.source.id, sections, contents, isPassing);
  }
  const isHeld = await drawHoldOut(session, plan.source.id, sections, isPassing);
  return { isHeld, keep: () => {} };
}

/** What an interrupted run left under this name is taken out first, its row last: it says that owners are mixed. */
async function beginScope(
  session: Session,
  cut: number,
  name: string,
  inputs: string,
): Promise<number> {
  const { cuts } = session.catalog;
  const left = cuts.scope(cut, unfinishedName(name));
  if (left) await removeExemplars(session, left.id);
  return session.catalog.commitUnit(() => {
    if (left) cuts.removeScope(left.id);
    return cuts.addScope(cut, unfinishedName(name), inputs);
  });
}

/** The scope as it was, what is unfinished of it, and what a data set told of volumes that are now cut here. */
function replacedBy({ catalog }: Session, cut: number, { plan, stays, volumes }: ScopeWork) {
  const staying = new Set(stays.map(({ id }) => id));
  const told = new Set(volumes.map(({ id }) => scopeName({ kind: 'data-set', id })));
  return catalog.cuts
    .scopes(cut)
    .filter(({ name }) => readGrowth(name).name === plan.name || told.has(name))
    .filter(({ id }) => !staying.has(id));
}

/** So many values take a millisecond or two. */
const valuesAtOnce = 1 << 16;

async function count(grouped: Grouped, nextOrdinal: number): Promise<Counted> {
  const { owner, exemplars, known } = grouped;
  const members = new Uint32Array(owner.length);
  const rank = new Uint32Array(owner.length);
  const ordinals = new Uint32Array(owner.length);
  await inSlices(owner.length, (at) => {
    const of = owner[at] ?? 0;
    members[of] = (members[of] ?? 0) + 1;
  });
  await inSlices(exemplars.length, (chosen) => {
    rank[exemplars[chosen] ?? 0] = chosen;
  });
  ordinals.set(known.ordinals);
  const fixed = known.ordinals.length;
  let next = nextOrdinal;
  await inSlices(owner.length - fixed, (at) => {
    if ((members[fixed + at] ?? 0) > 0) ordinals[fixed + at] = next++;
  });
  return { ...grouped, members, rank, ordinals };
}

async function inSlices(length: number, work: (at: number) => void): Promise<void> {
  for (let from = 0; from < length; from += valuesAtOnce) {
    const to = Math.min(length, from + valuesAtOnce);
    for (let at = from; at < to; at++) work(at);
    await breath();
  }
}

async function countSections({ sections, members, known }: Counted): Promise<SectionCount[]> {
  const fixed = known.ordinals.length;
  const counted: SectionCount[] = [];
  let visited = 0;
  for (const { volume, row, first } of sections) {
    const { plane, position, patches } = row;
    let exemplars = 0;
    for (let i = 0; i < patches; i++) if ((members[fixed + first + i] ?? 0) > 0) exemplars++;
    counted.push({ volume, plane, position, exemplars });
    visited += patches + 50;
    if (visited < valuesAtOnce) continue;
    visited = 0;
    await breath();
  }
  return counted;
}

/** Some boxes of a cross-section: a large picture is one of a hundred thousand. */
interface Piece {
  readonly section: PlacedSection;
  readonly from: number;
  readonly to: number;
}

/** Each exemplar is a row in four indices: so many take a few milliseconds. */
const patchesAtOnce = 1000;

/** Pieces in the order of the sections, as many together as are committed at once. */
function* commitsOf(sections: readonly PlacedSection[]): Generator<readonly Piece[]> {
  let [pieces, patches]: [Piece[], number] = [[], 0];
  for (const section of sections) {
    for (let from = 0; from < section.row.patches; ) {
      const to = Math.min(section.row.patches, from + patchesAtOnce - patches);
      pieces.push({ section, from, to });
      patches += to - from;
      from = to;
      if (patches < patchesAtOnce) continue;
      yield pieces;
      [pieces, patches] = [[], 0];
    }
  }
  if (pieces.length > 0) yield pieces;
}

function storePiece(
  session: Session,
  cut: number,
  settings: CutSettings,
  scope: number,
  { section: { volume, row, first }, from, to }: Piece,
  { hashes, owner, members, rank, ordinals, known }: Counted,
  isHeld: (volume: StoredVolume, plane: number, position: number) => boolean,
): void {
  const { plane, position, patches } = row;
  const { height, width } = slabShape(volume.shape, planeOf(plane));
  const boxes: readonly Box[] = cropGrid(height, width, settings.patchSize, settings.mode);
  const start = known.ordinals.length + first;
  const size = hashes.length / owner.length;
  const heldOut = isHeld(volume, plane, position);
  for (let at = start + from; at < start + to; at++) {
    const box = boxes[at - start];
    if (!box || (members[at] ?? 0) === 0) continue;
    session.catalog.exemplars.add(scope, {
      ordinal: ordinals[at] ?? 0,
      volume: volume.id,
      plane,
      position,
      ...box,
      hash: hashes.subarray(at * size, (at + 1) * size),
      members: members[at] ?? 0,
      chosen: rank[at] ?? 0,
      heldOut,
    });
  }
  if (to < patches) return;
  const owners = new Uint32Array(patches);
  for (let i = 0; i < patches; i++) owners[i] = ordinals[owner[start + i] ?? 0] ?? 0;
  const bytes = new Uint8Array(owners.buffer);
  session.catalog.crossSections.setOwners(cut, volume.id, plane, position, bytes);
}

/** New near-duplicates of exemplars that were there. Counted from the owners: done again, it gives the same. */
async function updateKnown(session: Session, { known, members }: Counted): Promise<void> {
  const { exemplars } = session.catalog;
  for (let from = 0; from < known.ordinals.length; from += patchesAtOnce) {
    session.catalog.commitUnit(() => {
      known.ordinals.subarray(from, from + patchesAtOnce).forEach((ordinal, i) => {
        const grouped = (known.grouped[from + i] ?? 0) + (members[from + i] ?? 1) - 1;
        if (grouped !== known.stored[from + i]) exemplars.setGrouped(ordinal, grouped);
      });
    });
    await breath();
  }
}
