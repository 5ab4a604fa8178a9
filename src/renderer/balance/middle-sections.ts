import { type Outcome, succeed } from '../../shared/failure.ts';
import type { Plane } from '../../shared/patch.ts';
import type { SourceRecord, VolumeRecord } from '../../shared/source.ts';
import { engine } from '../bridge.ts';

/** A plane, or none for a picture that belongs to no volume. */
export type Along = Plane;

/** How many cross-sections a volume has along a plane. */
export function sectionCount({ shape }: VolumeRecord, plane: Along): number {
  if (plane === 'xz') return shape.y;
  return plane === 'yz' ? shape.x : shape.z;
}

/** The middle xy section of the first volume of each source, or its first picture. */
export async function middleSections(
  sources: readonly SourceRecord[],
): Promise<Outcome<{ volume: number; plane: Along; index: number }[]>> {
  const sections: { volume: number; plane: Along; index: number }[] = [];
  for (const { id } of sources) {
    const volumes = await engine.sources.volumes.query({ source: id });
    if (!volumes.ok) return volumes;
    const [first] = volumes.value;
    if (!first) continue;
    const plane = first.kind === 'picture' ? '2d' : 'xy';
    sections.push({ volume: first.id, plane, index: Math.floor(first.shape.z / 2) });
  }
  return succeed(sections);
}
