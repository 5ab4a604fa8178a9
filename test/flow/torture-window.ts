import type { LabelRequest, LabelValue, Mark, Place } from '../../src/shared/decision.ts';
import type { Labels } from './label-script.ts';
import { seededRandom } from './small-sources.ts';

/** One request of the window, under a key of its own. */
export type WindowStep =
  | { readonly kind: 'decide'; readonly key: string; readonly request: LabelRequest }
  | { readonly kind: 'undo' | 'redo'; readonly key: string };

/** What so many steps leave behind, worked out without a database. */
export interface Replay {
  readonly labels: Labels;
  /** every decision ever made on a patch, oldest first: value, reason, origin, pass, whether taken back */
  readonly history: ReadonlyMap<number, readonly string[]>;
  readonly place: Place | null;
  /** key of the request that the next undo takes back, and of the one that the next redo brings back */
  readonly toUndo: string | null;
  readonly toRedo: string | null;
}

export const screen = 'label';

/**
 * What a person at the window does: keypresses with their place, assisted pages, pages of several values,
 * blind second opinions and patches shown again, labels taken back, undo and redo in runs.
 */
export function windowScript(
  ordinals: readonly number[],
  seed: number,
  count: number,
): readonly WindowStep[] {
  const random = seededRandom(seed);
  const below = (limit: number) => Math.floor(random() * limit);
  const steps: WindowStep[] = [];
  let [undoable, redoable] = [0, 0];
  while (steps.length < count) {
    const key = `step-${seed}-${steps.length}`;
    const chance = random();
    if (chance < 0.18 && undoable > 0) {
      steps.push({ kind: 'undo', key });
      [undoable, redoable] = [undoable - 1, redoable + 1];
    } else if (chance < 0.4 && redoable > 0) {
      steps.push({ kind: 'redo', key });
      [undoable, redoable] = [undoable + 1, redoable - 1];
    } else {
      const from = below(ordinals.length - 30);
      const page = ordinals.slice(from, from + 30);
      const selected = page.slice(0, below(4));
      const place = { screen, showing: `{"step":${steps.length}}`, top: page[0] ?? null };
      const focus = page[below(page.length)] ?? null;
      const request = { key, marks: marksOn(page, below), place: { ...place, focus, selected } };
      steps.push({ kind: 'decide', key, request });
      [undoable, redoable] = [undoable + 1, 0];
    }
  }
  return steps;
}

const values: readonly LabelValue[] = ['informative', 'uninformative', 'unsure', 'none'];

function marksOn(page: readonly number[], below: (limit: number) => number): Mark[] {
  const mark = (
    ordinals: readonly number[],
    value: LabelValue,
    more: Partial<Mark> = {},
  ): Mark => ({
    ...{ ordinals: [...ordinals], value, reason: value === 'uninformative' ? 'blur' : null },
    ...{ origin: 'hand', pass: 'first' },
    ...more,
  });
  const value = values[below(values.length)] ?? 'unsure';
  const cut = 1 + below(page.length - 2);
  const kinds: readonly (() => Mark[])[] = [
    () => [mark(page.slice(0, 1), value)],
    () => [mark(page.slice(0, 1 + below(6)), value)],
    () => [
      mark(page.slice(0, cut), 'informative', { origin: 'assisted' }),
      mark(page.slice(cut), 'uninformative', { origin: 'assisted', reason: null }),
    ],
    () => [mark(page.slice(0, 9), value), mark(page.slice(5, 12), 'unsure')],
    () => [mark(page.slice(0, 1), value, { pass: 'second' })],
    () => [mark(page.slice(0, 1), value, { pass: 'again' })],
  ];
  return kinds[below(kinds.length)]?.() ?? [];
}

/** The first `count` steps done again with two stacks: what is done, and what was taken back since. */
export function replay(steps: readonly WindowStep[], count: number): Replay {
  const done: LabelRequest[] = [];
  let takenBack: LabelRequest[] = [];
  const ever: LabelRequest[] = [];
  let place: Place | null = null;
  for (const step of steps.slice(0, count)) {
    if (step.kind === 'decide') {
      done.push(step.request);
      ever.push(step.request);
      takenBack = [];
      place = step.request.place;
    } else {
      const [from, to] = step.kind === 'undo' ? [done, takenBack] : [takenBack, done];
      const moved = from.pop();
      if (!moved) throw new Error(`Step ${step.key} has nothing to ${step.kind}.`);
      to.push(moved);
    }
  }
  const keyOf = (stack: readonly LabelRequest[]) => stack.at(-1)?.key ?? null;
  const history = historyOf(ever, new Set(done));
  return { labels: labelsBy(done), history, place, toUndo: keyOf(done), toRedo: keyOf(takenBack) };
}

function labelsBy(done: readonly LabelRequest[]): Labels {
  const labels = new Map<number, LabelValue>();
  for (const { ordinals, value, pass } of done.flatMap(({ marks }) => marks)) {
    if (pass !== 'first') continue;
    for (const ordinal of ordinals) {
      if (value === 'none') labels.delete(ordinal);
      else labels.set(ordinal, value);
    }
  }
  return labels;
}

function historyOf(ever: readonly LabelRequest[], done: ReadonlySet<LabelRequest>) {
  const history = new Map<number, string[]>();
  for (const request of ever) {
    for (const { ordinals, ...decision } of request.marks) {
      const words = decisionWords({ ...decision, undone: !done.has(request) });
      for (const ordinal of ordinals) {
        history.set(ordinal, [...(history.get(ordinal) ?? []), words]);
      }
    }
  }
  return history;
}

/** A decision as one comparable text. */
export function decisionWords(decision: Omit<Mark, 'ordinals'> & { undone: boolean }): string {
  const { value, reason, origin, pass, undone } = decision;
  return [value, reason ?? '', origin, pass, undone ? 'taken back' : ''].join(' ');
}
