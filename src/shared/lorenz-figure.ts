import type { BalanceReport } from './balance.ts';
import type { Figure, FigureInk, FigureMark, FigurePoint } from './figure.ts';
import { giniCoefficient, lorenzCurve } from './lorenz.ts';

/** A plan's counts, in the order of the report's names, to be drawn beside the sets. */
export interface PlanCurve {
  readonly name: string;
  readonly counts: readonly number[];
}

const inks = { raw: 2, dedup: 1, curated: 0 } as const;
const planInks = [3, 5, 4, 6, 7] as const;

/** Lorenz curves of the sets of a report, and of plans, with the line of equality (spec 4). */
export function lorenzFigure(report: BalanceReport, plans: readonly PlanCurve[] = []): Figure {
  const plural = report.by === 'source' ? 'sources' : 'volumes';
  const ticks = [0, 0.2, 0.4, 0.6, 0.8, 1];
  const curves = curvesOf(report, plans);
  return {
    title: `Lorenz curves of patches over ${plural}`,
    x: {
      label: `Share of ${plural}, fewest patches first`,
      from: 0,
      to: 1,
      ticks,
      format: 'percent',
    },
    y: { label: 'Share of patches', from: 0, to: 1, ticks, format: 'percent' },
    marks: [equality, ...curves.flatMap((curve) => markOf(report, curve))],
    key: 'top-left',
    parameters: parametersOf(report, curves),
  };
}

const equality: FigureMark = {
  kind: 'line',
  name: 'equality',
  ink: 'reference',
  dashed: true,
  points: [
    { x: 0, y: 0 },
    { x: 1, y: 1 },
  ],
};

interface Curve extends PlanCurve {
  readonly ink: FigureInk;
  readonly patches: number;
  readonly gini: number | null;
}

function curvesOf(report: BalanceReport, plans: readonly PlanCurve[]): readonly Curve[] {
  const sets = report.sets.map((each) => ({ ...each, name: each.set, ink: inks[each.set] }));
  const drawn = plans.map((plan, i) => ({
    ...plan,
    ink: planInks[i % planInks.length] ?? planInks[0],
    patches: plan.counts.reduce((sum, count) => sum + count, 0),
    gini: giniCoefficient(plan.counts),
  }));
  return [...sets, ...drawn];
}

/** Each point is of the source that the curve takes in there. */
function markOf(report: BalanceReport, { name, counts, ink, patches, gini }: Curve): FigureMark[] {
  const curve = lorenzCurve(counts);
  if (!curve || patches === 0) return [];
  const order = [...counts.keys()].sort((a, b) => (counts[a] ?? 0) - (counts[b] ?? 0) || a - b);
  const points = curve.map(({ population, share }, k): FigurePoint => {
    const source = order[k - 1];
    const point = { x: population, y: share };
    if (source === undefined) return point;
    return { ...point, of: { name: report.names[source] ?? '', id: report.ids[source] ?? -1 } };
  });
  const words = gini === null ? name : `${name}, Gini ${gini.toFixed(2)}`;
  return [{ kind: 'line', name: words, ink, dashed: false, points }];
}

function parametersOf(
  report: BalanceReport,
  curves: readonly Curve[],
): Record<string, string | number> {
  const parameters: Record<string, string | number> = {
    by: report.by,
    [`${report.by}s`]: report.names.length,
  };
  for (const { name, patches, gini } of curves) {
    parameters[`${name} patches`] = patches;
    if (gini !== null) parameters[`${name} Gini`] = gini;
  }
  return parameters;
}
