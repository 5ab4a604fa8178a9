// De-duplication within each radius from 0 to 20 of generated clustered hashes: what a curve of one scope takes, beside
// what is told before it starts. Run: node bench/keep-curve.ts [count ...]
import { keepExemplars } from '../src/main/engine/exemplar/keep-exemplars.ts';
import { radiusPoint } from '../src/main/engine/exemplar/radius-point.ts';
import { randomOrder } from '../src/main/engine/exemplar/random-order.ts';
import { secondsOfUnit } from '../src/main/engine/run/exemplar/keep-curves.ts';
import { pairsPerDistance, radii } from '../src/shared/keep-curve.ts';
import { generateClusteredHashes } from '../test/golden/generate-image.ts';
import { printFigure } from './print-figure.ts';

const counts = process.argv.slice(2).map(Number);
for (const count of counts.length > 0 ? counts : [10_000, 100_000, 300_000]) {
  const hashes = generateClusteredHashes(count, 5);
  const order = randomOrder(count, 1);
  const draw = {
    keys: Uint32Array.from({ length: count }, (_, i) => i),
    seed: 1,
    most: pairsPerDistance,
  };
  const start = process.cpuUsage();
  let slowest = { radius: 0, seconds: 0 };
  for (const radius of radii) {
    const from = process.cpuUsage();
    radiusPoint(hashes, 8, keepExemplars(hashes, 8, order, radius), radius, draw);
    const { user, system } = process.cpuUsage(from);
    const seconds = (user + system) / 1e6;
    if (seconds > slowest.seconds) slowest = { radius, seconds };
  }
  const { user, system } = process.cpuUsage(start);
  const told = secondsOfUnit(count) * radii.length;
  const note = `told ${told.toFixed(1)}; slowest radius ${slowest.radius}, ${slowest.seconds.toFixed(2)} s`;
  printFigure(`curve of ${count} patches`, (user + system) / 1e6, 'CPU s', null, note);
}
