import { csvLine } from '../../../../shared/csv.ts';
import { placeTitles } from '../../../../shared/patch.ts';
import type { Label } from '../../catalog/labels.ts';
import type { StoredVolume } from '../../catalog/volumes.ts';
import { patchNames } from '../project/patch-names.ts';
import { planeOf } from '../project/plane-codes.ts';
import type { Session } from '../project/session.ts';
import { breath } from '../turn/breath.ts';

/** Columns of the table of labels. Changing them changes the data set's version. */
export const labelTitles = ['source', ...placeTitles, 'name', 'value', 'reason', 'origin'] as const;

/** A label of a volume that is handed on. */
export interface SharedLabel {
  readonly label: Label;
  readonly volume: StoredVolume;
}

/**
 * Every label of some sources, also of patches that are in no set, by source, volume and place. Tells nothing
 * of who gave it.
 */
export function labelsOfSources(session: Session, sources: ReadonlySet<number>): SharedLabel[] {
  const volumes = new Map(
    session.catalog.volumes.all().map((volume) => [volume.contentId, volume]),
  );
  const labels = session.catalog.labels.all().flatMap((label) => {
    const volume = volumes.get(label.address.contentId);
    return volume && sources.has(volume.source) ? [{ label, volume }] : [];
  });
  // Within a volume they come in order of place.
  return labels.sort((a, b) => a.volume.source - b.volume.source || a.volume.id - b.volume.id);
}

const linesAtOnce = 500;

/** The table's text in pieces. */
export async function* labelTable(
  session: Session,
  labels: readonly SharedLabel[],
): AsyncGenerator<string> {
  yield csvLine(labelTitles);
  const names = patchNames(session);
  for (let at = 0; at < labels.length; at += linesAtOnce) {
    yield labels
      .slice(at, at + linesAtOnce)
      .map(({ label: { address, value, reason, origin }, volume }) => {
        const { plane, position, y0, y1, x0, x1 } = address;
        const name = names.paperName(volume.id, plane, position, address);
        const index = volume.pictureNumber ?? position;
        const source = names.source(volume.source)?.name ?? '';
        const place = [source, volume.name, planeOf(plane), index, y0, y1, x0, x1, name];
        return csvLine([...place, value, reason, origin]);
      })
      .join('');
    await breath();
  }
}
