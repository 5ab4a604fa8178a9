import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseCsv } from '../src/shared/csv.ts';
import { explain } from '../src/shared/failure.ts';
import type { VoxelSize } from '../src/shared/volume.ts';
import type { OpenEngine } from '../test/flow/open-engine.ts';

/**
 * Adds every content volume that DATA/sources.csv lists to the open project.
 *
 * @returns a sentence for each that no reader opens
 */
export async function addRealSources(
  { client, follow }: OpenEngine,
  data: string,
): Promise<string[]> {
  const [titles = [], ...lines] = parseCsv(readFileSync(join(data, 'sources.csv'), 'utf8')) ?? [];
  const rows = lines.map((line) =>
    Object.fromEntries(titles.map((title, i) => [title, line[i] ?? ''])),
  );
  const refusals: string[] = [];
  for (const row of rows.filter(({ kind }) => kind === 'content')) {
    const { report } = await follow(() => client.sources.add.mutate(requestOf(row, data)));
    for (const { item, failure } of report) refusals.push(`${item}: ${explain(failure)}`);
  }
  return refusals;
}

function requestOf(row: Readonly<Record<string, string>>, data: string) {
  const path = join(data, (row['path'] ?? '').replace(/\/$/, ''));
  const { technique = '', organism = '', tissue = '', licence = '' } = row;
  const voxelSize = voxelSizeOf(row['voxel_nm_zyx'] ?? '');
  const change = { technique, organism, tissue, licence, ...(voxelSize ? { voxelSize } : {}) };
  // Ten or more planes are a volume; a few pictures are a group of pictures.
  const planes = Number(/^(\d+)x\d+x\d+$/.exec(row['shape_zyx'] ?? '')?.[1] ?? 1);
  const isFolder = (row['path'] ?? '').endsWith('/');
  const as = isFolder ? (planes >= 10 ? 'stack' : 'group') : null;
  const pattern = as === 'group' ? join(path, '**', '*.{png,jpg,tif,tiff}') : path;
  return {
    paths: globSync(pattern).sort(),
    as,
    source: row['source'] ?? null,
    change,
  } as const;
}

/** "45-50,4.6,4.6 (README)": the middle of a range; null where no three edges are stated. */
function voxelSizeOf(text: string): VoxelSize | null {
  const found = /^([\d.]+)(?:-([\d.]+))?,([\d.]+),([\d.]+)/.exec(text);
  if (!found) return null;
  const [z1, z2, y, x] = found.slice(1).map(Number);
  const z = z2 !== undefined && Number.isFinite(z2) ? ((z1 ?? 0) + z2) / 2 : z1;
  return z && y && x ? { z, y, x } : null;
}
