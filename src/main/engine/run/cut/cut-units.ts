import type { Plane } from '../../../../shared/patch.ts';
import { planeCode } from '../project/plane-codes.ts';
import type { Session } from '../project/session.ts';
import type { CutPart } from '../task/worker-material.ts';
import type { PlannedCut } from '../volume/planned-cut.ts';
import { joinRows, type SectionsOfPlane, storeSections } from './store-sections.ts';

/** A unit of a cut, or what of it is not stored yet. */
export interface CutUnit {
  readonly part: CutPart;
  readonly patches: number;
}

/** What is stored of one volume's cut, and what is still to be hashed. */
export interface CutProgress {
  /** Cross-sections whose rows were all there, before a crash, become whole first. */
  missing(): Promise<readonly CutUnit[]>;
  store(unit: CutUnit, hashes: { readonly [P in keyof Hashed]: Uint8Array }): Promise<void>;
}

type Hashed = Pick<CutPart, 'xy' | 'xz' | 'yz'>;
const upright = ['xz', 'yz'] as const;

export function cutProgress(
  session: Session,
  cut: number,
  volume: number,
  plan: PlannedCut,
): CutProgress {
  const { crossSections, sectionParts } = session.catalog;
  // What the catalog calls a cross-section along xy.
  const flat: Plane = plan.planes.some(({ plane }) => plane === '2d') ? '2d' : 'xy';
  const planned = (plane: Plane) => plan.planes.find((each) => each.plane === plane);
  const sectionsOf = (plane: Plane): SectionsOfPlane => ({
    cut,
    volume,
    plane,
    patchesEach: planned(plane)?.patchesEach ?? 0,
  });
  const patchesIn = ({ xy, xz, yz }: CutPart) =>
    xy.length * sectionsOf(flat).patchesEach +
    (xz.length * sectionsOf('xz').patchesEach + yz.length * sectionsOf('yz').patchesEach) /
      Math.max(1, plan.rows);

  async function join(plane: Plane): Promise<void> {
    await joinRows(session, sectionsOf(plane), planned(plane)?.positions ?? [], plan.rows);
  }

  return {
    async missing() {
      if (plan.rows > 1) for (const plane of upright) if (planned(plane)) await join(plane);
      const done = new Map(
        ([flat, ...upright] as const).map((plane) => {
          const code = planeCode(plane);
          const positions = new Set(crossSections.positions(cut, volume, code));
          const rows = new Set(sectionParts.rows(cut, volume, code));
          return [plane, { positions, rows }];
        }),
      );
      const left = (plane: Plane, positions: readonly number[], row: number | null) => {
        if (row !== null && done.get(plane)?.rows.has(row)) return [];
        const rest = positions.filter((position) => !done.get(plane)?.positions.has(position));
        // A row of boxes is stored with the hashes of all positions.
        return plane === flat || plan.rows === 1 || rest.length === 0 ? rest : positions;
      };
      return plan.parts.flatMap(({ xy, xz, yz, row }) => {
        const part = {
          xy: left(flat, xy, null),
          xz: left('xz', xz, row),
          yz: left('yz', yz, row),
          row,
        };
        const patches = patchesIn(part);
        return patches > 0 ? [{ part, patches }] : [];
      });
    },
    async store({ part }, hashes) {
      await storeSections(session, sectionsOf(flat), part.xy, hashes.xy);
      for (const plane of upright) {
        const positions = part[plane];
        if (positions.length === 0 || part.row === null) continue;
        const row = { row: part.row, hashes: hashes[plane] };
        if (plan.rows === 1) await storeSections(session, sectionsOf(plane), positions, row.hashes);
        else {
          session.catalog.commitUnit(() => sectionParts.add(cut, volume, planeCode(plane), row));
          await join(plane);
        }
      }
    },
  };
}
