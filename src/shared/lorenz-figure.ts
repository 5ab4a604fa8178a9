import type { BalanceReport, SetBalance } from './balance.ts';
import type { Figure, FigureMark } from './figure.ts';
import { lorenzCurve } from './lorenz.ts';

const inks = { raw: 2, dedup: 1, curated: 0 } as const;

/** Lorenz curves of the sets of a report with the line of equality (spec 4). */
export function lorenzFigure(report: BalanceReport): Figure {
  const plural = report.by === 'source' ? 'sources' : 'volumes';
  const ticks = [0, 0.2, 0.4, 0.6, 0.8, 1];
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
    marks: [equality, ...report.sets.flatMap((set) => curveOf(set))],
    key: 'top-left',
    parameters: parametersOf(report),
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

function curveOf(set: SetBalance): FigureMark[] {
  const curve = lorenzCurve(set.counts);
  if (!curve || set.patches === 0) return [];
  const points = curve.map(({ population, share }) => ({ x: population, y: share }));
  const name = set.gini === null ? set.set : `${set.set}, Gini ${set.gini.toFixed(2)}`;
  return [{ kind: 'line', name, ink: inks[set.set], dashed: false, points }];
}

function parametersOf(report: BalanceReport): Record<string, string | number> {
  const parameters: Record<string, string | number> = {
    by: report.by,
    [`${report.by}s`]: report.names.length,
  };
  for (const set of report.sets) {
    parameters[`${set.set} patches`] = set.patches;
    if (set.gini !== null) parameters[`${set.set} Gini`] = set.gini;
  }
  return parameters;
}
