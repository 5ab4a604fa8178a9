// The command a new user tries first, from nothing to exemplars. Run: node bench/demonstration.ts
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { phantomVolumes } from '../src/main/engine/phantom/phantom-volumes.ts';
import { renderPhantom } from '../src/main/engine/phantom/render.ts';
import { printFigure } from './print-figure.ts';

let pixels = 0;
const generating = process.cpuUsage();
const digest = createHash('sha256');
for (const volume of phantomVolumes(1)) {
  for (const { samples } of renderPhantom(volume).sections) {
    digest.update(samples);
    pixels += samples.length;
  }
}
const { user, system } = process.cpuUsage(generating);
const seconds = (user + system) / 1e6;
const note = `${(pixels / 1e6).toFixed(1)} M pixels, sha256 ${digest.digest('hex').slice(0, 12)}`;
printFigure('generate the demonstration volumes', seconds, 'CPU s', null, note);

const folder = mkdtempSync(join(tmpdir(), 'curator-demonstration-'));
const program = join(import.meta.dirname, '..', 'src', 'main', 'cli', 'main.ts');
const start = performance.now();
const run = spawnSync(process.execPath, [program, 'demonstration', join(folder, 'D')], {
  env: { ...process.env, EMCURATOR_CONFIG: folder },
});
const wall = (performance.now() - start) / 1000;
rmSync(folder, { recursive: true, force: true });
if (run.status !== 0) throw new Error(run.stderr.toString());
printFigure('the demonstration command', wall, 's', 25, 'wall time; counts on two idle cores');
