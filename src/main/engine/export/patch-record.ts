import type { PatchFacts } from './exporter.ts';

/** What is told of a patch, flat and under the manifest's names: the words are the same in every format. */
export interface PatchRecord {
  readonly source: string;
  readonly volume: string;
  readonly plane: string;
  readonly index: number;
  readonly y0: number;
  readonly y1: number;
  readonly x0: number;
  readonly x1: number;
  readonly name: string;
  readonly hash: string;
  readonly members: number;
  readonly score: number | null;
  readonly decision: string | null;
  readonly reason: string | null;
  readonly pixel_y_nm: number | null;
  readonly pixel_x_nm: number | null;
  readonly split: string | null;
  readonly weight: number | null;
}

/** The record of a patch; its keys come in the order of the manifest's columns. */
export function patchRecord(facts: Omit<PatchFacts, 'folder' | 'fileName'>): PatchRecord {
  const { source, volume, plane, index, box, name, hash, members } = facts;
  const { score, decision, reason, pixelNm, split, weight } = facts;
  const { y0, y1, x0, x1 } = box;
  return {
    source,
    volume,
    plane,
    index,
    y0,
    y1,
    x0,
    x1,
    name,
    hash,
    members,
    score,
    decision,
    reason,
    pixel_y_nm: pixelNm?.y ?? null,
    pixel_x_nm: pixelNm?.x ?? null,
    split,
    weight,
  };
}
