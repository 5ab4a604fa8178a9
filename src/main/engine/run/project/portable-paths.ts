import { isAbsolute, join, relative } from 'node:path';
import type { VolumeReference } from '../../../../shared/volume.ts';

/** Volumes inside or beside the project move with it; others are found where they were. */
export function portablePath(folder: string, path: string): string {
  const way = relative(folder, path);
  const beside = !isAbsolute(way) && !way.startsWith(join('..', '..'));
  return beside ? way.replaceAll('\\', '/') : path;
}

/** A reference with another path: that of its file, or of the folder of its files. */
export function mapPaths(
  reference: VolumeReference,
  map: (path: string) => string,
): VolumeReference {
  if (reference.kind === 'absent') return reference;
  return reference.kind === 'file'
    ? { kind: 'file', path: map(reference.path) }
    : { ...reference, folder: map(reference.folder) };
}
