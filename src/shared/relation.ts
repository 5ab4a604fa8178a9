import { z } from 'zod';
import { gridPatch } from './grid.ts';

/** What the numbers say of two sources: the same specimen, some patches alike, nothing beyond chance. */
export const relationKind = z.enum(['same', 'alike', 'chance']);
export type RelationKind = z.infer<typeof relationKind>;

/** What a person says of two sources; `none` takes it back. */
export const relationVerdict = z.enum(['same', 'related', 'unrelated', 'none']);
export type RelationVerdict = z.infer<typeof relationVerdict>;

/** One of two related sources. */
export const relationSide = z.object({
  exemplars: z.int(),
  /** exemplars with a near-duplicate in the other source */
  near: z.int(),
  /** of these, with a hash that says something; see `evenWithin` */
  telling: z.int(),
});
export type RelationSide = z.infer<typeof relationSide>;

/** The displacement that most near-duplicates agree on: place in a less place in b, in voxels. */
export const alignment = z.object({
  /** null where one of the two is a picture, which has no place along z */
  z: z.int().nullable(),
  y: z.int(),
  x: z.int(),
  /** near-duplicates that agree, each with the displacement of its own two volumes */
  agree: z.int(),
  /** of so many that could */
  of: z.int(),
  /** most that agreed when the near-duplicates were dealt out anew */
  byChance: z.int(),
  /** so many voxels may lie between those that agree, along y and x */
  within: z.int(),
  /** ids of the two volumes that the displacement is of; null where a side is a group of pictures */
  volumeA: z.int().nullable(),
  volumeB: z.int().nullable(),
});
export type Alignment = z.infer<typeof alignment>;

/**
 * Where one volume lies in another by landmarks that look alike: the first voxel of b is at z, y, x of a, and the
 * others follow as b is scaled and turned.
 */
export const landmarkAlignment = z.object({
  /** voxels of a; null where both are pictures, which have no place along z */
  z: z.int().nullable(),
  y: z.int(),
  x: z.int(),
  /** landmarks of the shared part that the other volume has too, at the same place */
  agree: z.int(),
  of: z.int(),
  /** most that had when the volumes were laid on each other elsewhere */
  byChance: z.int(),
  /** the shared part's share of either source */
  shareA: z.number(),
  shareB: z.number(),
  /** pairs of volumes that overlap; the displacement is of the one with most landmarks */
  volumes: z.int(),
  volumeA: z.int(),
  volumeB: z.int(),
  /** voxels of a for one of b, within sections */
  scale: z.number(),
  /** right angles that b is turned by within its sections, after it was mirrored left to right */
  quarters: z.int().min(0).max(3),
  mirrored: z.boolean(),
  /** sections run the other way */
  reversed: z.boolean(),
  /** bright in one is dark in the other */
  inverted: z.boolean(),
});
export type LandmarkAlignment = z.infer<typeof landmarkAlignment>;

/** Two exemplars of different sources, by ordinal. */
export const nearPair = z.object({
  a: z.int(),
  b: z.int(),
  distance: z.int(),
  /** it has the displacement that most agree on */
  agrees: z.boolean(),
});
export type NearPair = z.infer<typeof nearPair>;

/** How two sources are related, as computed and stored. */
export const relationRecord = z.object({
  kind: relationKind,
  a: relationSide,
  b: relationSide,
  /** near-duplicates at each Hamming distance from 0 to the limit */
  distances: z.array(z.int()),
  /** telling exemplars with a near-duplicate, both sides together, that unrelated sources would have */
  expected: z.number(),
  /** how many times as many there are */
  strength: z.number(),
  alignment: alignment.nullable(),
  /** null where landmarks agree on nothing, and in relations of before they were looked for */
  landmarks: landmarkAlignment.nullable().default(null),
  /** nearest first, from all over the volumes */
  examples: z.array(nearPair),
});
export type RelationRecord = z.infer<typeof relationRecord>;

/** A relation as listed. */
export const relation = relationRecord.omit({ examples: true }).extend({
  sourceA: z.int(),
  sourceB: z.int(),
  nameA: z.string(),
  nameB: z.string(),
  /** of the displacement, that of landmarks where there is one; empty where it is not of two volumes */
  volumeNames: z.array(z.string()),
  verdict: relationVerdict,
  pairs: z.int(),
});
export type Relation = z.infer<typeof relation>;

/** Whether relations are known, and whether they still fit the exemplars. */
export const relationState = z.enum(['none', 'current', 'stale']);
export type RelationState = z.infer<typeof relationState>;

/** What is known of all sources. */
export const relationReport = z.object({
  state: relationState,
  sources: z.int(),
  /** pairs of sources with a near-duplicate or an overlap */
  total: z.int(),
  /** whether landmarks were looked for: not in projects of before */
  landmarks: z.boolean(),
  /** names of sources with volumes whose landmarks could not be found */
  unseen: z.array(z.string()),
  counts: z.object({ same: z.int(), alike: z.int(), chance: z.int() }),
  /** the strongest first */
  relations: z.array(relation),
});
export type RelationReport = z.infer<typeof relationReport>;

/** Which relations to list. */
export const relationQuery = z.object({
  /** those beyond chance and those that a person judged; or all */
  all: z.boolean().default(false),
  /** only those of one source */
  source: z.int().nullable().default(null),
  from: z.int().min(0).default(0),
  count: z.int().min(1).max(1000).default(200),
});

/** Share of each source's exemplars that another has: rows and columns in one order, related sources together. */
export const relationMatrix = z.object({
  state: relationState,
  sources: z.array(z.object({ id: z.int(), name: z.string(), exemplars: z.int() })),
  /** places in `sources` of rows and columns, and the share of the row's exemplars found in the column's, even hashes left out */
  rows: z.array(z.int()),
  columns: z.array(z.int()),
  shares: z.array(z.number()),
  kinds: z.array(relationKind),
});
export type RelationMatrix = z.infer<typeof relationMatrix>;

/** Example pairs of a relation, as a grid shows patches. */
export const relationPairs = z.object({
  total: z.int(),
  pairs: z.array(z.object({ a: gridPatch, b: gridPatch, distance: z.int(), agrees: z.boolean() })),
});
export type RelationPairs = z.infer<typeof relationPairs>;

/** What each kind is called. */
export const kindWords: Readonly<Record<RelationKind, string>> = {
  same: 'likely the same specimen or an overlapping region',
  alike: 'some patches alike',
  chance: 'nothing beyond chance',
};

/** The same, under the heading "Likely". */
export const kindsInShort: Readonly<Record<RelationKind, string>> = {
  same: 'same specimen or overlap',
  alike: 'some patches alike',
  chance: 'chance',
};

/** What each verdict is called. */
export const verdictWords: Readonly<Record<RelationVerdict, string>> = {
  same: 'the same specimen',
  related: 'related',
  unrelated: 'unrelated',
  none: '',
};

/** "shifted by 0, 224, 12 voxels in 214 of 230 pairs"; empty without an alignment. */
export function alignmentWords(found: Alignment | null): string {
  if (!found) return '';
  const { z: along, y, x, agree, of } = found;
  const edges = along === null ? [y, x] : [along, y, x];
  const unit = along === null ? 'pixels' : 'voxels';
  const moved = edges.some((edge) => edge !== 0);
  const place = moved ? `shifted by ${edges.join(', ')} ${unit}` : 'at the same place';
  return `${place} in ${grouped(agree)} of ${grouped(of)} pairs`;
}

/** What a person should know of landmarks that are missing; empty where none are. */
export function unseenWords({ state, landmarks, unseen }: RelationReport): string {
  if (state === 'none') return '';
  if (!landmarks) {
    return 'These relations are from before overlaps were looked for at any displacement: compare again.';
  }
  if (unseen.length === 0) return '';
  const named = unseen.slice(0, mostNamed).join(', ');
  const more = unseen.length - mostNamed;
  const rest = more > 0 ? ` and ${grouped(more)} more` : '';
  return `Not looked into wholly, since volumes could not be read: ${named}${rest}. Overlaps with them are found by patches alone.`;
}

/** Sources that a sentence names. */
const mostNamed = 5;

/** Where one source lies in the other: by landmarks, which are finer, else by patches. */
export const placeWords = ({
  alignment: found,
  landmarks,
}: Pick<RelationRecord, 'alignment' | 'landmarks'>): string =>
  landmarks ? landmarkWords(landmarks) : alignmentWords(found);

/** What landmarks say: "4.2% and 100% shared: turned by 90°, shifted by 3, -71, 208 voxels; 61 of 84 landmarks"; empty without. */
export function landmarkWords(found: LandmarkAlignment | null): string {
  if (!found) return '';
  const { z: along, y, x, agree, of, shareA, shareB } = found;
  const edges = along === null ? [y, x] : [along, y, x];
  const unit = along === null ? 'pixels' : 'voxels';
  const moved = edges.some((edge) => edge !== 0);
  const place = moved ? `shifted by ${edges.join(', ')} ${unit}` : 'at the same place';
  const how = [...transformWords(found), place].join(', ');
  return `${sharedText(shareA)} and ${sharedText(shareB)} shared: ${how}; ${grouped(agree)} of ${grouped(of)} landmarks`;
}

/** What else than a displacement leads from the second to the first. */
function transformWords(found: LandmarkAlignment): string[] {
  const { scale, quarters, mirrored, reversed, inverted } = found;
  return [
    ...(scale === 1 ? [] : [`scaled by ${scale}`]),
    ...(mirrored ? ['mirrored'] : []),
    ...(quarters === 0 ? [] : [`turned by ${quarters * 90}°`]),
    ...(reversed ? ['sections in reverse'] : []),
    ...(inverted ? ['contrast inverted'] : []),
  ];
}

const sharedText = (share: number): string =>
  share >= 0.995 ? '100%' : `${(share * 100).toFixed(share < 0.1 ? 1 : 0)}%`;

const grouped = (count: number): string => count.toLocaleString('en-US');

/** Share of a side's exemplars with a near-duplicate in the other. */
export const shareNear = ({ near, exemplars }: RelationSide): number =>
  exemplars === 0 ? 0 : near / exemplars;

/** The same without hashes that say nothing: empty patches are near to empty ones anywhere. */
export const shareTelling = ({ telling, exemplars }: RelationSide): number =>
  exemplars === 0 ? 0 : telling / exemplars;

/** The matrix as CSV: one line a row, empty where nothing is alike. */
export function matrixCells(matrix: RelationMatrix): readonly (readonly (string | number)[])[] {
  const { sources, rows, columns, shares } = matrix;
  const lines: (string | number)[][] = sources.map(({ name }) => [
    name,
    ...sources.map(() => '' as string | number),
  ]);
  rows.forEach((row, i) => {
    const line = lines[row];
    if (line) line[(columns[i] ?? 0) + 1] = Number((shares[i] ?? 0).toFixed(4));
  });
  return [['source', ...sources.map(({ name }) => name)], ...lines];
}
