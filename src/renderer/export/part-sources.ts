import type { DatasetSplit, ExportPlan } from '../../shared/export.ts';
import { expectedShares } from '../../shared/lorenz.ts';

type PlannedSource = ExportPlan['bySource'][number];

/** The source that would be drawn most often, with its share of patches and of draws. */
export interface MostDrawn {
  readonly name: string;
  /** part that is drawn from; null without a split */
  readonly part: DatasetSplit | null;
  readonly ofPatches: number;
  readonly ofDraws: number;
  /** there is no other to draw from */
  readonly isOnly: boolean;
}

/** The largest source of what a network trains on, with and without weights; null without patches. */
export function mostDrawn(sources: readonly PlannedSource[], gamma: number): MostDrawn | null {
  const isSplit = sources.some(({ split }) => split !== null);
  const part = isSplit ? 'train' : null;
  const mine = sources.filter(({ split, patches }) => split === part && patches > 0);
  const counts = mine.map(({ patches }) => patches);
  const largest = counts.indexOf(Math.max(...counts));
  const source = mine[largest];
  if (!source) return null;
  const all = counts.reduce((sum, count) => sum + count, 0);
  const ofDraws = expectedShares(counts, gamma)[largest] ?? 0;
  const isOnly = mine.length === 1;
  return { name: source.name, part, ofPatches: source.patches / all, ofDraws, isOnly };
}

const order = ['train', 'validation', 'test'];

/** Sources by part, in each the largest first. */
export function sourcesByPart(sources: readonly PlannedSource[]): readonly PlannedSource[] {
  const place = ({ split }: PlannedSource) => order.indexOf(split ?? '');
  return [...sources].sort(
    (a, b) => place(a) - place(b) || b.patches - a.patches || a.name.localeCompare(b.name, 'en'),
  );
}
