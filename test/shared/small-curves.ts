import { cutSettings } from '../../src/shared/cut.ts';
import { type KeepCurves, radii, type SourceCurve } from '../../src/shared/keep-curve.ts';

/** Two sources whose patches grow fewer by the same number with every bit. */
const source = (id: number, name: string, raw: number, step: number): SourceCurve => {
  const kept = radii.map((radius) => Math.max(1, Math.round(raw - step * radius)));
  return { source: id, name, raw, now: kept[12] ?? 0, kept, grown: false, state: 'current' };
};

const sources = [source(1, 'liver', 100, 10 / 3), source(2, 'brain', 50, 5 / 9)].map((each, i) => ({
  ...each,
  now: i === 0 ? 40 : 40,
}));

/** Curves as the engine answers them. */
export const smallCurves: KeepCurves = {
  settings: cutSettings.parse({}),
  raw: 150,
  now: 80,
  kept: radii.map((radius) => sources.reduce((sum, { kept }) => sum + (kept[radius] ?? 0), 0)),
  distances: radii.map((radius) => Array.from({ length: radius + 1 }, () => 1)),
  state: 'current',
  sources,
  needs: { units: 0, patches: 0, largest: 0, seconds: 0, bytes: 0 },
};
