// How fast a patch's surroundings come, from real sections. Run: node bench/context-view.ts DATA
import { closeSync, globSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import sharp from 'sharp';
import { connect } from '../src/main/cli/client.ts';
import { followJob } from '../src/main/cli/follow-job.ts';
import { startEngine } from '../src/main/engine/engine.ts';
import { xorshift32 } from '../src/main/engine/kernel/xorshift32.ts';
import { forkProcesses } from '../src/main/web/fork-process.ts';
import {
  contextPicturePath,
  contextZoom,
  crossingSections,
  sectionPicturePath,
} from '../src/shared/context.ts';
import { patchPicturePath, plainDisplay } from '../src/shared/display.ts';
import type { GridPatch } from '../src/shared/grid.ts';
import type { AddRequest, VolumeRecord } from '../src/shared/source.ts';
import { exemplarsOf, given } from '../test/flow/open-engine.ts';
import { printFigure } from './print-figure.ts';

/** Patches looked at of each kind of volume, and sections leafed through at each. */
const [looks, leaves] = [12, 6];

const data = resolve(process.argv[2] ?? '../shared/data');
const folder = mkdtempSync(join(tmpdir(), 'curator-context-'));
const engine = startEngine(forkProcesses(), {
  shell: 'command line',
  configFolder: join(folder, 'settings'),
  roots: ['/'],
  workingFolder: folder,
});
const client = connect(engine);
try {
  given(await client.project.create.mutate({ folder: join(folder, 'context') }));
  const sections = globSync(join(data, 'em/vnc-sstem/stack1/raw/*')).sort();
  await add('stack of PNG', { paths: [join(data, 'em/vnc-sstem/stack1/raw')], as: 'stack' });
  const change = { voxelSize: { z: 8, y: 8, x: 8 } };
  await add('MRC of 268 MB', { paths: [await longVolume(sections, 256)], change });
  const leaf = globSync(join(data, 'em/wsu-plant-leaf/images/*')).sort();
  await add('large pictures', { paths: leaf, as: 'group' });
  await follow(() => client.jobs.run.mutate({}));
  const key = (await client.project.current.query())?.key ?? '';
  const patches = await exemplarsOf(client);
  for (const { id, name } of given(await client.sources.list.query())) {
    const volumes = given(await client.sources.volumes.query({ source: id }));
    await lookAt(
      key,
      name,
      patches.filter(({ source }) => source === id),
      volumes,
    );
  }
} finally {
  await engine.close();
  rmSync(folder, { recursive: true });
}

async function follow(start: Parameters<typeof followJob>[1]): Promise<void> {
  given(await followJob(client, start, () => {}, new AbortController().signal));
}

function add(source: string, request: Partial<AddRequest> & { paths: string[] }): Promise<void> {
  return follow(() => client.sources.add.mutate({ ...request, source }));
}

/** The sections one after another, again and again, as one volume of so many: an MRC header is 1024 bytes. */
async function longVolume(paths: readonly string[], count: number): Promise<string> {
  const decoded = await Promise.all(
    paths.map((path) =>
      sharp(path).toColourspace('b-w').raw().toBuffer({ resolveWithObject: true }),
    ),
  );
  const [first] = decoded;
  if (!first) throw new Error(`No sections in ${data}`);
  const path = join(folder, 'long.mrc');
  const head = new Int32Array(256);
  head.set([first.info.width, first.info.height, count, 6]);
  head.set([1, 2, 3], 16);
  const file = openSync(path, 'w');
  writeSync(file, new Uint8Array(head.buffer));
  for (let z = 0; z < count; z++) {
    const section = decoded[z % decoded.length]?.data ?? first.data;
    writeSync(file, new Uint8Array(Uint16Array.from(section).buffer));
  }
  closeSync(file);
  return path;
}

/** Milliseconds from asking for a picture to having it. */
async function timed(address: string): Promise<number> {
  const from = performance.now();
  const { status } = await engine.picture(address);
  if (status !== 200) throw new Error(`${address} gave ${status}`);
  return performance.now() - from;
}

/** Asks for what the context view shows, all at once as a browser does, then leafs through it. */
async function lookAt(
  key: string,
  name: string,
  patches: readonly GridPatch[],
  volumes: readonly VolumeRecord[],
): Promise<void> {
  const { below } = xorshift32(7);
  const times = { patch: noTimes(), section: noTimes(), others: noTimes(), leaf: noTimes() };
  for (let i = 0; i < looks; i++) {
    const patch = patches[below(patches.length)];
    const volume = volumes.find(({ id }) => id === patch?.volume);
    if (!patch || !volume) continue;
    const zooms = (step: number) =>
      ['middle', ...contextZoom.options.filter((zoom) => zoom !== 'middle')].map((zoom) =>
        contextPicturePath(key, patch.ordinal, {
          step,
          zoom: contextZoom.parse(zoom),
          display: plainDisplay,
        }),
      );
    const { plane } = patch;
    const crossing =
      plane === '2d' || volume.shape.z === 1
        ? []
        : crossingSections({ ...patch, plane }, volume.shape).map((section) =>
            sectionPicturePath(
              key,
              { ...section, volume: volume.id },
              { like: patch.ordinal, display: plainDisplay },
            ),
          );
    const [patchMs = 0, sectionMs = 0, ...othersMs] = await Promise.all(
      [patchPicturePath(key, patch.ordinal, plainDisplay), ...zooms(0), ...crossing].map(timed),
    );
    times.patch.push(patchMs);
    times.section.push(sectionMs);
    times.others.push(...othersMs);
    const on = patch.index + leaves < patch.section.count ? 1 : -1;
    for (let step = 1; step <= leaves && patch.section.count > leaves; step++) {
      const [ms = 0] = await Promise.all(zooms(on * step).map(timed));
      times.leaf.push(ms);
    }
  }
  printTimes(`${name}: the patch`, times.patch, 100);
  printTimes(`${name}: its section`, times.section, null);
  printTimes(`${name}: other zooms and planes`, times.others, null);
  printTimes(`${name}: the next section`, times.leaf, null);
}

function noTimes(): number[] {
  return [];
}

function printTimes(what: string, times: readonly number[], budget: number | null): void {
  if (times.length === 0) return;
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN;
  printFigure(`${what}, p50`, at(0.5), 'ms', null, `${times.length} pictures`);
  printFigure(`${what}, p95`, at(0.95), 'ms', budget);
}
