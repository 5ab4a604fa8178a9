import type { CutSettings } from '../../../shared/cut.ts';
import type { CrossSectionRow } from '../catalog/cross-sections.ts';
import type { Source } from '../catalog/sources.ts';
import type { StoredVolume } from '../catalog/volumes.ts';
import { scopeName } from './scope-names.ts';
import type { Session } from './session.ts';

/** Patches among which near-duplicates are looked for: a volume file (paper-exact) or a source. */
export interface ScopePlan {
  readonly name: string;
  readonly source: Source;
  readonly volumes: readonly StoredVolume[];
  readonly inputs: string;
}

/** A cross-section of a scope, and where its patches begin among the scope's. */
export interface PlacedSection {
  readonly volume: StoredVolume;
  readonly row: CrossSectionRow;
  readonly first: number;
}

/** Every scope of a cut, from the volumes that are cut whole. */
export function planScopes(session: Session, cut: number, settings: CutSettings): ScopePlan[] {
  const { catalog } = session;
  return catalog.sources.all().flatMap((source) => {
    const volumes = catalog.volumes
      .ofSource(source.id)
      .filter((volume) => catalog.cuts.volumeInputs(cut, volume.id)?.complete);
    const inputsOf = (some: readonly StoredVolume[]) =>
      JSON.stringify(some.map((v) => [v.id, catalog.cuts.volumeInputs(cut, v.id)?.inputs]));
    const perVolume = settings.mode === 'paper-exact';
    const pictures = perVolume ? volumes.filter((v) => v.kind === 'picture') : volumes;
    const plans =
      pictures.length === 0
        ? []
        : [
            {
              name: scopeName({ kind: 'source', id: source.id }),
              source,
              volumes: pictures,
              inputs: inputsOf(pictures),
            },
          ];
    if (!perVolume) return plans;
    const single = volumes.filter((v) => v.kind === 'volume');
    return [
      ...plans,
      ...single.map((v) => ({
        name: scopeName({ kind: 'volume', id: v.id }),
        source,
        volumes: [v],
        inputs: inputsOf([v]),
      })),
    ];
  });
}

/** All hashes of a scope, one after another, and where each cross-section's begin. */
export function collectScope(session: Session, cut: number, plan: ScopePlan, size: number) {
  const sections: PlacedSection[] = [];
  let count = 0;
  for (const volume of plan.volumes) {
    for (const row of session.catalog.crossSections.ofVolume(cut, volume.id)) {
      sections.push({ volume, row, first: count });
      count += row.patches;
    }
  }
  const hashes = new Uint8Array(count * size);
  for (const { row, first } of sections) hashes.set(row.hashes, first * size);
  return { sections, hashes, count };
}
