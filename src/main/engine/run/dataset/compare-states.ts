import {
  type Difference,
  type DifferingPatch,
  type PatchChange,
  type PatchOfSide,
  patchChange,
} from '../../../../shared/difference.ts';
import { type Outcome, succeed } from '../../../../shared/failure.ts';
import { type Comparison, change } from '../../compare/compare-sides.ts';
import { type PatchSide, patchSideBuilder } from '../../compare/patch-side.ts';
import { plainDifferences } from '../../compare/plain-differences.ts';
import type { JobContext } from '../../job/job-runner.ts';
import { attempt } from '../task/attempt.ts';
import type { TaskClient } from '../task/task-client.ts';
import {
  type ComparedSettings,
  type OpenSide,
  type SidePatch,
  sameVolumes,
  volumeKey,
} from './compared-side.ts';

/** Differing patches told in full; a file has them all. */
const mostPatches = 200;
const mostSettings = 500;

/** Takes each side of a differing patch as it is met: all of the first side, then all of the second. */
export type TakeDiffering = (
  patch: PatchOfSide,
  found: {
    readonly changes: readonly PatchChange[];
    readonly side: 'a' | 'b';
    readonly pair: number | null;
  },
) => Promise<void> | void;

/**
 * How two sides differ. They are gone through twice, and in between held as columns of 48 bytes a patch: once to
 * find which patches differ, once to tell of those.
 *
 * @param withPixels compare pixels too, and find patches by them that are called otherwise
 */
export async function compareStates(
  tasks: TaskClient,
  { a, b, withPixels }: { a: OpenSide; b: OpenSide; withPixels: boolean },
  context: JobContext,
  take: TakeDiffering = () => {},
): Promise<Outcome<Difference>> {
  const names = sameVolumes(a.contents, b.contents);
  // A project is not split: that is no difference to a data set of it.
  const what = { withPixels, withSplits: a.kind === b.kind };
  const columnsA = await columnsOf(a, what, context, new Map());
  if (!columnsA.ok) return columnsA;
  const columnsB = await columnsOf(b, what, context, names);
  if (!columnsB.ok) return columnsB;
  context.stage('compare', 1, 'step');
  const compared = await attempt('decode', `${a.name} and ${b.name}`, async () =>
    succeed(
      await tasks.decode('compare-sides', { a: columnsA.value.side, b: columnsB.value.side }),
    ),
  );
  if (!compared.ok) return compared;
  const patches = await differingPatches({ a, b }, compared.value, context, take);
  if (!patches.ok) return patches;
  const { counts, largestScoreChange } = compared.value;
  const settings = settingsOf(a.settings, b.settings);
  const { same, ...changed } = counts;
  return succeed({
    a: { name: a.name, kind: a.kind, set: a.set, patches: columnsA.value.side.count },
    b: { name: b.name, kind: b.kind, set: b.set, patches: columnsB.value.side.count },
    equal: settings.length === 0 && Object.values(changed).every((count) => count === 0),
    same,
    counts: changed,
    largestScoreChange,
    withoutPixels: columnsA.value.withoutPixels + columnsB.value.withoutPixels,
    settings: settings
      .slice(0, mostSettings)
      .map(({ where, ...rest }) => ({ where: [...where], ...rest })),
    moreSettings: settings.length > mostSettings,
    patches: [...patches.value],
  });
}

function settingsOf(a: ComparedSettings, b: ComparedSettings) {
  const isWhole = a.ofDataset !== null && b.ofDataset !== null;
  const [one, two] = isWhole ? [a.ofDataset, b.ofDataset] : [a.common, b.common];
  const differences = plainDifferences(one, two, mostSettings + 1);
  const [before, after] = [a.deduplication, b.deduplication];
  if (before === null || after === null) return differences;
  // A source that one side alone has is a difference already.
  const ofBoth = ({ scopes, groupDecisions }: typeof before) => ({
    deduplication: {
      scopes: Object.fromEntries(
        Object.entries(scopes).filter(([name]) => name in before.scopes && name in after.scopes),
      ),
      groupDecisions,
    },
  });
  return [...differences, ...plainDifferences(ofBoth(before), ofBoth(after), mostSettings + 1)];
}

async function columnsOf(
  side: OpenSide,
  { withPixels, withSplits }: { readonly withPixels: boolean; readonly withSplits: boolean },
  context: JobContext,
  names: ReadonlyMap<string, string>,
): Promise<Outcome<{ side: PatchSide; withoutPixels: number }>> {
  context.stage(`read ${side.name}`, side.patches, 'patches');
  const builder = patchSideBuilder(Math.min(side.patches, 2 ** 20));
  let withoutPixels = 0;
  const visited = await side.visit(withPixels, async (patches) => {
    for (const patch of patches) {
      if (patch.pixels === null) withoutPixels++;
      const { pixels, decision: label, reason, score } = patch;
      const split = withSplits ? patch.split : null;
      builder.add({ address: addressOf(patch, names), pixels, label, reason, score, split });
    }
    context.advance(patches.length);
    return succeed(null);
  });
  return visited.ok ? succeed({ side: builder.build(), withoutPixels }) : visited;
}

function addressOf(patch: SidePatch, names: ReadonlyMap<string, string>): string {
  const volume = volumeKey(patch);
  const { y0, y1, x0, x1 } = patch.box;
  return `${names.get(volume) ?? volume}\n${patch.plane} ${patch.index} ${y0} ${y1} ${x0} ${x1}`;
}

/** Tells of every differing patch, and keeps the first ones: whole pairs. */
async function differingPatches(
  sides: { readonly a: OpenSide; readonly b: OpenSide },
  compared: Comparison,
  context: JobContext,
  take: TakeDiffering,
): Promise<Outcome<readonly DifferingPatch[]>> {
  const kept: DifferingPatch[] = [];
  const ofPair = new Map<number, DifferingPatch>();
  for (const name of ['a', 'b'] as const) {
    const bits = compared[name];
    const partners = name === 'a' ? compared.inB : compared.inA;
    let row = 0;
    if (bits.every((each) => each === 0)) continue;
    context.stage(`look at ${sides[name].name} again`, bits.length, 'patches');
    const visited = await sides[name].visit(false, async (patches) => {
      for (const { pixels: _, ...patch } of patches) {
        const at = row++;
        const changes = changesOf(bits[at] ?? 0, name);
        if (changes.length === 0) continue;
        const partner = partners[at] ?? -1;
        // A pair goes by its row of the first side.
        const pair = partner < 0 ? null : name === 'a' ? at : partner;
        await take(patch, { changes, side: name, pair });
        const known = pair === null ? undefined : ofPair.get(pair);
        if (known) known[name] = patch;
        else if (kept.length < mostPatches && (pair === null || name === 'a')) {
          const entry: DifferingPatch = { changes: [...changes], a: null, b: null, [name]: patch };
          kept.push(entry);
          if (pair !== null) ofPair.set(pair, entry);
        }
      }
      context.advance(patches.length);
      return succeed(null);
    });
    if (!visited.ok) return visited;
  }
  return succeed(kept);
}

const bitOf: { readonly [C in PatchChange]: number } = {
  added: change.missing,
  removed: change.missing,
  moved: change.moved,
  relabelled: change.label,
  rescored: change.score,
  pixels: change.pixels,
  split: change.split,
};

function changesOf(bits: number, side: 'a' | 'b'): readonly PatchChange[] {
  if (bits === 0) return [];
  const other = side === 'a' ? 'added' : 'removed';
  return patchChange.options.filter((word) => word !== other && (bits & bitOf[word]) !== 0);
}
