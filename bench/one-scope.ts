// De-duplicates one source of clustered hashes through catalog, job and decode process, as a run does: time, memory,
// and the longest turn of the engine's thread. Run by hand: node bench/one-scope.ts [patches]
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCatalog } from '../src/main/engine/catalog/open-catalog.ts';
import { cropGrid } from '../src/main/engine/patch/crop-grid.ts';
import { keepExemplarsOfScopes } from '../src/main/engine/run/exemplar/keep-exemplars-of-scopes.ts';
import { openSession } from '../src/main/engine/run/project/session.ts';
import { cutSettings } from '../src/shared/cut.ts';
import { sourceMetadata } from '../src/shared/source.ts';
import { given } from '../test/flow/open-engine.ts';
import { engineProcess } from '../test/flow/process-tree.ts';
import { generateClusteredHashes } from '../test/golden/generate-image.ts';
import { startTaskProcesses } from '../test/main/engine/run/process/task-processes.ts';
import { printFigure } from './print-figure.ts';
import { watchTurns } from './watch-turns.ts';

const edge = 2240;
const settings = cutSettings.parse({});
const boxes = cropGrid(edge, edge, settings.patchSize, settings.mode);
const sections = Math.ceil(Number(process.argv[2] ?? 1_000_000) / boxes.length);
const patches = sections * boxes.length;
const folder = join(mkdtempSync(join(tmpdir(), 'scope-')), 'one.emcurator');
writeProject();
const session = given(openSession(folder, 'bench', false));
const processes = startTaskProcesses();
const before = process.cpuUsage();
const started = performance.now();
let stage = 'plan';
processes.beforeEach((name) => {
  stage = name;
});
const turns = watchTurns(() => stage);
const context = {
  signal: new AbortController().signal,
  plan: () => {},
  stage: () => {},
  advance: () => {},
  report: (row: unknown) => console.log(row),
  isClosing: () => false,
  mayGoOn: async () => true,
};
await keepExemplarsOfScopes(session, processes.tasks, session.cut() ?? -1, settings, context);
const { user, system } = process.cpuUsage(before);
const seconds = (performance.now() - started) / 1000;
const decode = engineProcess(process.pid, 'decode')?.pid ?? 0;
const kept = [...session.catalog.exemplars.countByVolume(session.cut() ?? -1).values()][0] ?? 0;
printFigure(`one scope of ${patches} patches`, seconds, 's', null, `${kept} exemplars, wall time`);
printFigure('of the engine', (user + system) / 1e6, 'CPU s', null);
printFigure('of the decode process', cpuOf(decode), 'CPU s', null);
printFigure('most memory of the decode process', mostMemory(decode), 'MB', null);
printFigure('of the engine, with the generator of the hashes', mostMemory(process.pid), 'MB', null);
for (const { ms, when, at } of turns.longest()) {
  printFigure('longest turns of the engine', ms, 'CPU ms', 20, `${when}, after ${at.toFixed(1)} s`);
}
processes.close();
await session.close();
rmSync(join(folder, '..'), { recursive: true });

function cpuOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

function mostMemory(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmHWM:\s+(?<kb>\d+)/m.exec(status)?.groups?.['kb'] ?? 0) / 1024;
}

function writeProject(): void {
  for (const name of ['scores', 'models', 'embeddings']) {
    mkdirSync(join(folder, name), { recursive: true });
  }
  const catalog = given(createCatalog(folder));
  const all = generateClusteredHashes(patches, 5);
  catalog.commitUnit(() => {
    catalog.settings.set('key', '0123456789abcdef');
    const cut = catalog.cuts.find(settings);
    catalog.settings.set('cut', String(cut));
    const metadata = sourceMetadata.parse({
      technique: '',
      organism: '',
      tissue: '',
      doi: '',
      licence: '',
      attribution: '',
      notes: '',
    });
    const source = catalog.sources.add('one', metadata, { kind: 'by-type' }, false);
    const volume = catalog.volumes.add({
      source,
      name: 'one',
      kind: 'volume',
      reference: { kind: 'file', path: '../one.tif' },
      format: 'TIFF',
      shape: { z: sections, y: edge, x: edge },
      sampleType: 'uint8',
      voxelSizeOfFile: null,
      voxelSizeGiven: null,
      contentId: '0'.repeat(32),
      bytes: 0,
      modified: 0,
      pictureNumber: null,
      warnings: [],
    });
    catalog.cuts.setVolume(cut, volume, '', true);
    for (let position = 0; position < sections; position++) {
      const from = position * boxes.length * 8;
      const hashes = all.subarray(from, from + boxes.length * 8);
      catalog.crossSections.add(cut, volume, {
        plane: 0,
        position,
        patches: boxes.length,
        hashes,
      });
    }
  });
  catalog.close();
}
