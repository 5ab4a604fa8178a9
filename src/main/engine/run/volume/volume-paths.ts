import { join } from 'node:path';
import type { VolumeReference } from '../../../../shared/volume.ts';

/** Path that names a volume to people. */
export function pathOf(reference: VolumeReference): string {
  if (reference.kind === 'absent') return reference.name;
  return reference.kind === 'file' ? reference.path : reference.folder;
}

export function filesOf(reference: VolumeReference): readonly string[] {
  if (reference.kind === 'absent') return [];
  if (reference.kind === 'file') return [reference.path];
  return reference.files.map((name) => join(reference.folder, name));
}
