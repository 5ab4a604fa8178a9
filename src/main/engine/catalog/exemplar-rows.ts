/** An exemplar as stored; its ordinal is its place in the flat files of features and scores. */
export interface ExemplarRow {
  readonly ordinal: number;
  readonly volume: number;
  readonly plane: number;
  readonly position: number;
  readonly y0: number;
  readonly y1: number;
  readonly x0: number;
  readonly x1: number;
  readonly hash: Uint8Array;
  readonly members: number;
  /** rank in which it was chosen within its scope */
  readonly chosen: number;
  readonly heldOut: boolean;
}

/** An exemplar as decisions on groups see it. */
export interface StandingExemplar extends ExemplarRow {
  readonly scope: number;
  /** members as de-duplication grouped them; 0 for one that a person chose or split out */
  readonly grouped: number;
  /** a member of another's group by decision */
  readonly retired: boolean;
}

/** Where an exemplar's pixels lie in the packs. */
export interface PackPlace {
  readonly pack: number;
  readonly offset: number;
  readonly bytes: number;
}

/** Where a patch of a cut is. */
export type PatchPlace = Pick<
  ExemplarRow,
  'volume' | 'plane' | 'position' | 'y0' | 'y1' | 'x0' | 'x1'
>;

/** A row as SQLite answers it. */
export interface Row extends Omit<ExemplarRow, 'heldOut'> {
  held_out: number;
  scope: number;
  grouped: number;
  retired: number;
  pack: number | null;
  pack_offset: number | null;
  pack_bytes: number | null;
}

/** What a statement selects from, that asks for the exemplars of a cut which stand. */
export const ofLiveScopes = `
  FROM exemplar
  JOIN scope ON scope.id = exemplar.scope AND scope.complete = 1
  JOIN volume ON volume.id = exemplar.volume
  JOIN source ON source.id = volume.source AND source.removed = 0
  WHERE scope.cut = ? AND exemplar.retired = 0`;

export function toExemplar(row: Row): ExemplarRow {
  const { ordinal, volume, plane, position, y0, y1, x0, x1, hash, members, chosen } = row;
  return {
    ordinal,
    volume,
    plane,
    position,
    y0,
    y1,
    x0,
    x1,
    hash,
    members,
    chosen,
    heldOut: row.held_out === 1,
  };
}

export function toPlace(row: Row): PackPlace | null {
  if (row.pack === null || row.pack_offset === null || row.pack_bytes === null) return null;
  return { pack: row.pack, offset: row.pack_offset, bytes: row.pack_bytes };
}

export function toStanding(row: Row): StandingExemplar {
  const { scope, grouped } = row;
  return { ...toExemplar(row), scope, grouped, retired: row.retired === 1 };
}
