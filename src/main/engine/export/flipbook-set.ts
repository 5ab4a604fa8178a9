import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { csvLine } from '../../../shared/csv.ts';
import type { StackFormatName } from '../../../shared/flipbook.ts';
import type { Box, Plane } from '../../../shared/patch.ts';
import type { VoxelSize } from '../../../shared/volume.ts';
import { writeBagTags } from './bag-tags.ts';
import { payloadName, payloadSumsName } from './dataset-layout.ts';
import type { TagFile } from './dataset-package.ts';
import { setFolder } from './journal.ts';
import { payloadSums } from './payload-sums.ts';
import { totalsCounter } from './payload-totals.ts';
import { stackFormats } from './stack-file.ts';
import { syncFolder } from './sync-files.ts';
import { tagFiles, writeTagFile } from './tag-files.ts';

/** What is told of a small volume around a patch. */
export interface FlipbookFacts {
  readonly source: string;
  readonly volume: string;
  readonly plane: Plane;
  /** sections from..to-1 along the plane's axis */
  readonly from: number;
  readonly to: number;
  readonly box: Box;
  /** paper name, without extension (spec 8) */
  readonly name: string;
  /** paper name of the patch it was cut around */
  readonly patch: string;
  readonly score: number | null;
  readonly decision: string | null;
  /** nanometres from section to section, and along rows and columns; null where not known */
  readonly voxelSize: VoxelSize | null;
  /** place in the payload */
  readonly file: string;
}

/** A patch that has none, and why, in words. */
export interface RefusedFlipbook {
  readonly source: string;
  readonly patch: string;
  readonly why: string;
}

/** Everything beside the files of the flipbooks themselves. */
export interface FlipbookTables {
  readonly flipbooks: readonly FlipbookFacts[];
  readonly refused: readonly RefusedFlipbook[];
  /** how the set came about: settings, versions, volumes; no time, user or path */
  readonly document: object;
  readonly version: string;
}

/** Where a flipbook is stored. @param stem its safe name */
export function flipbookFile(folder: string, stem: string, as: StackFormatName): string {
  return `${folder}/${stem}.${stackFormats.find(({ name }) => name === as)?.ending ?? as}`;
}

const flipbookTitles = [
  'source',
  'volume',
  'plane',
  'from',
  'to',
  'y0',
  'y1',
  'x0',
  'x1',
  'name',
  'patch',
  'score',
  'decision',
  'section_nm',
  'pixel_y_nm',
  'pixel_x_nm',
  'file',
] as const;

/**
 * Writes what comes after the flipbooks: the table of them, the table of refused patches, the document and the
 * checksums. Done again after a kill, it writes the same.
 *
 * @returns bytes of the whole set
 */
export async function finishFlipbooks(
  partial: string,
  shards: number,
  { flipbooks, refused, document, version }: FlipbookTables,
): Promise<number> {
  const set = setFolder(partial);
  for (const name of await tagFiles(set)) await rm(join(set, name));
  const counter = totalsCounter();
  const texts: [string, Iterable<string> | AsyncIterable<string>][] = [
    ['flipbooks.csv', [csvLine(flipbookTitles), ...flipbooks.map(flipbookLine)]],
    ['flipbooks.json', [`${JSON.stringify(document, null, 2)}\n`]],
    ['refused.csv', [csvLine(['source', 'patch', 'why']), ...refused.map(refusedLine)]],
    [payloadSumsName, payloadSums(partial, shards, [], counter.add)],
  ];
  const tags: TagFile[] = [];
  for (const [path, text] of texts) tags.push({ path, ...(await writeTagFile(set, path, text)) });
  const { bytes, count } = counter.totals;
  const about = { title: 'Flipbooks of electron microscopy patches', version, bytes, files: count };
  const all = await writeBagTags(set, about, tags);
  await syncFolder(join(set, payloadName));
  await syncFolder(set);
  return all.reduce((sum, tag) => sum + tag.bytes, bytes);
}

function flipbookLine(facts: FlipbookFacts): string {
  const { source, volume, plane, from, to, box, name, patch, score, decision, voxelSize } = facts;
  const edges = [voxelSize?.z ?? null, voxelSize?.y ?? null, voxelSize?.x ?? null];
  const place = [source, volume, plane, from, to, box.y0, box.y1, box.x0, box.x1];
  return csvLine([...place, name, patch, score, decision, ...edges, facts.file]);
}

const refusedLine = ({ source, patch, why }: RefusedFlipbook): string =>
  csvLine([source, patch, why]);
