import { type CutSettings, scopeOf } from '../../../../shared/cut.ts';
import type { CrossSectionRow } from '../../catalog/cross-sections.ts';
import type { Source } from '../../catalog/sources.ts';
import type { StoredVolume } from '../../catalog/volumes.ts';
import { volumesAsRecorded } from '../project/recorded-dataset.ts';
import { scopeName } from '../project/scope-names.ts';
import type { Session } from '../project/session.ts';
import { sectionStretches } from '../volume/section-stretches.ts';
import { inputsText } from './scope-inputs.ts';

/** Patches among which near-duplicates are looked for: a volume file, or all volumes or pictures of a source. */
export interface ScopePlan {
  readonly name: string;
  readonly source: Source;
  readonly volumes: readonly StoredVolume[];
  readonly inputs: string;
  /** that are of it too and could not be cut, by id */
  readonly missing: readonly number[];
}

/** A cross-section of a scope, and where its patches begin among the scope's. */
export interface PlacedSection {
  readonly volume: StoredVolume;
  readonly row: Pick<CrossSectionRow, 'plane' | 'position' | 'patches'>;
  readonly first: number;
}

/** Every scope of a cut, from the volumes that are cut whole. */
export function planScopes(session: Session, cut: number, settings: CutSettings): ScopePlan[] {
  const { catalog } = session;
  const known = catalog.cuts.inputsOfVolumes(cut);
  const asRecorded = volumesAsRecorded(session);
  const isPerVolume = scopeOf(settings) === 'volume';
  return catalog.sources.all().flatMap((source) => {
    const isCut = ({ id }: StoredVolume) => known.get(id)?.complete === true;
    const plan = (name: string, all: readonly StoredVolume[]): readonly ScopePlan[] => {
      const volumes = all.filter(isCut);
      if (volumes.length === 0) return [];
      const inputs = new Map(volumes.map(({ id }) => [id, known.get(id)?.inputs ?? '']));
      const missing = all.flatMap((v) => (isCut(v) || asRecorded.has(v.id) ? [] : [v.id]));
      return [{ name, source, volumes, inputs: inputsText(inputs), missing }];
    };
    const all = catalog.volumes.ofSource(source.id);
    const isSingle = ({ kind }: StoredVolume) => isPerVolume && kind === 'volume';
    return [
      ...plan(
        scopeName({ kind: 'source', id: source.id }),
        all.filter((v) => !isSingle(v)),
      ),
      ...all.filter(isSingle).flatMap((v) => plan(scopeName({ kind: 'volume', id: v.id }), [v])),
    ];
  });
}

/** Hashes one after another, and where each cross-section's begin. */
export interface CollectedHashes {
  readonly sections: readonly PlacedSection[];
  /** bytesPerHash bytes a patch, behind `room` left free */
  readonly hashes: Uint8Array;
  readonly count: number;
}

/**
 * All hashes of some volumes of a cut, in the order of the volumes, planes, positions and boxes; read a few
 * cross-sections at a time.
 *
 * @param room so many hashes are left free before them
 */
export async function collectHashes(
  session: Session,
  cut: number,
  volumes: readonly StoredVolume[],
  bytesPerHash: number,
  room = 0,
): Promise<CollectedHashes> {
  let count = 0;
  for (const { id } of volumes) {
    for await (const { patches } of sectionStretches(session, cut, id)) count += patches;
  }
  const hashes = new Uint8Array((room + count) * bytesPerHash);
  const sections: PlacedSection[] = [];
  let first = 0;
  for (const volume of volumes) {
    for await (const stretch of sectionStretches(session, cut, volume.id)) {
      for (const { plane, position, patches, hashes: own } of session.catalog.crossSections.rowsOf(
        cut,
        volume.id,
        stretch,
      )) {
        sections.push({ volume, row: { plane, position, patches }, first });
        hashes.set(own, (room + first) * bytesPerHash);
        first += patches;
      }
    }
  }
  return { sections, hashes, count };
}
