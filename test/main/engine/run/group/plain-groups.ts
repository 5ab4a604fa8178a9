import { join } from 'node:path';
import Database from 'better-sqlite3';
import { cropGrid } from '../../../../../src/main/engine/patch/crop-grid.ts';
import { planeOf } from '../../../../../src/main/engine/run/project/plane-codes.ts';
import type { Session } from '../../../../../src/main/engine/run/project/session.ts';
import { slabShape } from '../../../../../src/main/engine/slice/read-slab.ts';
import type { RawAddress } from '../../../../../src/shared/duplicates.ts';

/** A raw patch of a project, and the number of the exemplar that de-duplication put it under. */
export interface PlainPatch {
  readonly address: RawAddress;
  readonly contentId: string;
  readonly base: number;
  /** in which decisions can join it to others */
  readonly realm: string;
}

/** A group as a list of numbers of patches. */
export interface PlainGroup {
  readonly exemplar: number;
  /** ascending, the exemplar among them */
  readonly patches: readonly number[];
}

export const textOf = ({ volume, plane, index, box }: RawAddress): string =>
  `${volume} ${plane} ${index} ${box.y0} ${box.x0} ${box.y1} ${box.x1}`;

/** Every raw patch of the current cut with what de-duplication left, read with queries of its own. */
export function plainPatches(session: Session): readonly PlainPatch[] {
  const db = new Database(join(session.folder, 'project.sqlite'), { readonly: true });
  try {
    const { patchSize, mode } = session.settings();
    const found = session.catalog.volumes.all().flatMap((volume) =>
      session.catalog.crossSections.ofVolume(session.cut() ?? -1, volume.id).flatMap((row) => {
        const plane = planeOf(row.plane);
        const { height, width } = slabShape(volume.shape, plane);
        const owners = Buffer.from(row.owners ?? []);
        return cropGrid(height, width, patchSize, mode).map((box, i) => ({
          address: { volume: volume.id, plane, index: row.position, box },
          contentId: volume.contentId,
          owner: owners.readUInt32LE(i * 4),
          realm: mode === 'paper-exact' ? `volume ${volume.id}` : `source ${volume.source}`,
        }));
      }),
    );
    const numbers = new Map(found.map(({ address }, number) => [textOf(address), number]));
    const exemplars = db
      .prepare(
        'SELECT exemplar.* FROM exemplar JOIN scope ON scope.id = scope WHERE grouped > 0 AND cut = ?',
      )
      .all(session.cut()) as {
      ordinal: number;
      volume: number;
      plane: number;
      position: number;
      y0: number;
      y1: number;
      x0: number;
      x1: number;
    }[];
    const placeOf = new Map(
      exemplars.map(({ ordinal, volume, plane, position, y0, y1, x0, x1 }) => [
        ordinal,
        numbers.get(
          textOf({ volume, plane: planeOf(plane), index: position, box: { y0, y1, x0, x1 } }),
        ) ?? -1,
      ]),
    );
    return found.map(({ owner, ...patch }) => ({ ...patch, base: placeOf.get(owner) ?? -1 }));
  } finally {
    db.close();
  }
}

/** The decisions of a project that are not taken back, in the order of the log, read with queries of its own. */
export function plainDecisions(session: Session) {
  const db = new Database(join(session.folder, 'project.sqlite'), { readonly: true });
  try {
    return db
      .prepare(`
        SELECT group_decision.kind, one.content_id AS content, one.plane, one.position, one.y0, one.x0,
          one.y1, one.x1, two.content_id AS content2, two.plane AS plane2, two.position AS position2,
          two.y0 AS y02, two.x0 AS x02, two.y1 AS y12, two.x1 AS x12
        FROM group_decision JOIN action ON action.id = group_decision.action
        JOIN address AS one ON one.id = address LEFT JOIN address AS two ON two.id = other
        WHERE undone = 0 ORDER BY group_decision.rowid`)
      .all() as Record<string, number & string>[];
  } finally {
    db.close();
  }
}

/** Lays decisions over groups the plainest way: one number of a group for each patch. */
export function plainGroups(
  patches: readonly PlainPatch[],
  decisions: ReturnType<typeof plainDecisions>,
): readonly PlainGroup[] {
  const group = patches.map(({ base }) => base);
  const exemplar = new Map(group.map((base) => [base, base]));
  let next = patches.length;
  const numberOf = (content: unknown, plane: unknown, ...at: unknown[]): number =>
    patches.findIndex(
      ({ contentId, address: { plane: own, index, box } }) =>
        contentId === content &&
        own === planeOf(Number(plane)) &&
        `${[index, box.y0, box.x0, box.y1, box.x1]}` === `${at}`,
    );
  for (const d of decisions) {
    const patch = numberOf(
      d['content'],
      d['plane'],
      d['position'],
      d['y0'],
      d['x0'],
      d['y1'],
      d['x1'],
    );
    const own = group[patch];
    if (own === undefined) continue;
    if (d['kind'] === 'merge') {
      const other = numberOf(
        d['content2'],
        d['plane2'],
        d['position2'],
        d['y02'],
        d['x02'],
        d['y12'],
        d['x12'],
      );
      const into = group[other];
      if (into === undefined || patches[other]?.realm !== patches[patch]?.realm) continue;
      if (into === own) continue;
      group.forEach((each, at) => {
        if (each === own) group[at] = into;
      });
      exemplar.delete(own);
    } else if (exemplar.get(own) === patch) continue;
    else if (d['kind'] === 'choose') exemplar.set(own, patch);
    else {
      group[patch] = next;
      exemplar.set(next++, patch);
    }
  }
  const byGroup = new Map<number, number[]>();
  for (const [at, each] of group.entries()) {
    byGroup.set(each, [...(byGroup.get(each) ?? []), at]);
  }
  return [...byGroup].map(([each, members]) => ({
    exemplar: exemplar.get(each) ?? -1,
    patches: members,
  }));
}
