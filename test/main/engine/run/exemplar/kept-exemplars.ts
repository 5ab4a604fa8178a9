import type { SmallProject } from '../small-project.ts';

/** An exemplar's place in its volume, in words. */
export const addressOf = (row: {
  volume: number;
  plane: number;
  position: number;
  y0: number;
  x0: number;
}): string => [row.volume, row.plane, row.position, row.y0, row.x0].join(' ');

/** Every exemplar of the cut in force, with its features and all that is known of it but its place in a pack. */
export function keptExemplars({ session }: SmallProject) {
  return Array.from(session.columns().ordinal, (ordinal) => {
    const row = session.catalog.exemplars.byOrdinal(ordinal);
    if (!row?.place) throw new Error(`exemplar ${ordinal} has no pixels`);
    const { place: _, ...rest } = row;
    return { ...rest, features: [...session.features.read([ordinal])] };
  });
}

/** The same without ordinals, which are never given twice, and without the side of a section, drawn once for all. */
export const bareExemplars = (project: SmallProject) =>
  keptExemplars(project).map(({ ordinal: _, heldOut: __, ...rest }) => rest);

/** The address of the exemplar that stands for each raw patch, in the order of volumes, sections and boxes. */
export function ownersOf({ session }: SmallProject): string[] {
  const { crossSections, exemplars, volumes } = session.catalog;
  return volumes.all().flatMap((volume) =>
    crossSections.ofVolume(session.cut() ?? -1, volume.id).flatMap(({ owners }) => {
      if (!owners) throw new Error('no owners');
      return Array.from(new Uint32Array(Uint8Array.from(owners).buffer), (ordinal) => {
        const row = exemplars.byOrdinal(ordinal);
        if (!row) throw new Error(`no exemplar ${ordinal}`);
        return addressOf(row);
      });
    }),
  );
}
