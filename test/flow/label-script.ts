import type { LabelValue } from '../../src/shared/decision.ts';
import type { GridPatch } from '../../src/shared/grid.ts';
import { seededRandom } from './small-sources.ts';

/** One thing a person does: labels some patches, or takes the last action back. */
export type LabelStep =
  | { readonly kind: 'decide'; readonly ordinals: readonly number[]; readonly value: LabelValue }
  | { readonly kind: 'undo' };

export type Labels = ReadonlyMap<number, LabelValue>;

/**
 * What a person does with all exemplars: pages of one to eight, in a seeded order, now and then a
 * page labelled wrongly and taken back or labelled again. In the end every exemplar has its label.
 */
export function labelScript(patches: readonly GridPatch[], seed: number): readonly LabelStep[] {
  const random = seededRandom(seed);
  const steps: LabelStep[] = [];
  for (let at = 0; at < patches.length; ) {
    const page = patches.slice(at, at + 1 + Math.floor(random() * 8));
    at += page.length;
    const ordinals = page.map(({ ordinal }) => ordinal);
    if (random() < 0.15) steps.push({ kind: 'decide', ordinals, value: 'unsure' });
    if (random() < 0.1) {
      steps.push({ kind: 'decide', ordinals, value: 'none' }, { kind: 'undo' });
    }
    for (const value of ['informative', 'uninformative'] as const) {
      const some = page.filter((patch) => labelOf(patch) === value).map(({ ordinal }) => ordinal);
      if (some.length > 0) steps.push({ kind: 'decide', ordinals: some, value });
    }
  }
  return steps;
}

/** Texture lies on the left. */
const labelOf = ({ box }: GridPatch): LabelValue => (box.x0 < 48 ? 'informative' : 'uninformative');

/** The labels after the first `count` steps; patches without a label are absent. */
export function labelsAfter(steps: readonly LabelStep[], count: number): Labels {
  let labels = new Map<number, LabelValue>();
  const before: Map<number, LabelValue>[] = [];
  for (const step of steps.slice(0, count)) {
    if (step.kind === 'undo') labels = before.pop() ?? labels;
    else {
      before.push(new Map(labels));
      for (const ordinal of step.ordinals) {
        if (step.value === 'none') labels.delete(ordinal);
        else labels.set(ordinal, step.value);
      }
    }
  }
  return labels;
}

/** The labels that a project has. */
export function labelsOf(patches: readonly GridPatch[]): Labels {
  return new Map(
    patches.flatMap(({ ordinal, label }) => (label === 'none' ? [] : [[ordinal, label] as const])),
  );
}

export function sameLabels(a: Labels, b: Labels): boolean {
  return a.size === b.size && [...a].every(([ordinal, value]) => b.get(ordinal) === value);
}
