import type { Box } from '../../../../shared/patch.ts';
import type { StoredVolume } from '../../catalog/volumes.ts';
import type { PatchFacts } from '../../export/exporter.ts';
import { NameRegister } from '../../export/safe-name.ts';
import { patchNames } from '../project/patch-names.ts';
import type { Session } from '../project/session.ts';
import { shareableSources } from '../project/shareable-sources.ts';

/** Names that patches have in a data set. */
export interface ExportNames {
  of(
    volume: number,
    plane: number,
    position: number,
    box: Box,
  ): Pick<PatchFacts, 'source' | 'name' | 'folder' | 'fileName'> & { volume: StoredVolume };
}

/** What follows the volume's name in a patch's: `-LOC-0_0123_0-224_0-224` and longer. */
const longestPlace = 80;

/**
 * Safe names for all sources and volumes that may be shared, in the order in which they were added: which of
 * them are exported does not change how they are called, and a withheld one leaves no trace. Two patches of a source never share a file name, since
 * their volumes never share a safe one.
 */
export function exportNames(session: Session): ExportNames {
  const names = patchNames(session);
  const folders = new Map<number, string>();
  const prefixes = new Map<number, string>();
  const register = new NameRegister();
  const ofSource = new Map<number, NameRegister>();
  for (const { id, name } of shareableSources(session).shared) {
    folders.set(id, register.claim(name));
    ofSource.set(id, new NameRegister(longestPlace));
  }
  for (const { id, source, name, kind } of session.catalog.volumes.all()) {
    const prefix = ofSource.get(source)?.claim(`${name}-LOC`);
    if (kind === 'volume' && prefix !== undefined) prefixes.set(id, prefix);
  }
  return {
    of(id, plane, position, box) {
      const volume = names.volume(id);
      const source = volume && names.source(volume.source);
      if (!volume || !source) throw new Error(`No volume ${id} in this project.`);
      const name = names.paperName(id, plane, position, box);
      const prefix = prefixes.get(id);
      const place = name.slice(volume.name.length + '-LOC'.length);
      return {
        volume,
        source: source.name,
        folder: folders.get(source.id) ?? '',
        name,
        // Numbers of pictures are names as they are: `017-LOC-2d-0-224_0-224`.
        fileName: prefix === undefined ? name : `${prefix}${place}`,
      };
    },
  };
}
