import type { SectionPlace, SectionStretch } from '../../catalog/cross-sections.ts';
import type { Session } from '../project/session.ts';
import { breath } from '../turn/breath.ts';

const start: SectionPlace = { plane: -1, position: -1 };

/** All cross-sections of a volume in a cut, a stretch at a time, with a breath between: each takes milliseconds. */
export async function* sectionStretches(
  { catalog }: Session,
  cut: number,
  volume: number,
): AsyncGenerator<SectionStretch> {
  let after = start;
  for (;;) {
    const stretch = catalog.crossSections.stretch(cut, volume, after);
    if (!stretch) return;
    yield stretch;
    after = stretch.last;
    await breath();
  }
}

/**
 * Takes a volume's cross-sections out of a cut, and notes what the next ones come from. Until then the volume
 * has no inputs: cut off in the middle, it is cleared again.
 */
export async function clearVolume(
  session: Session,
  cut: number,
  volume: number,
  inputs: string,
): Promise<void> {
  const { catalog } = session;
  const isEmpty = catalog.crossSections.stretch(cut, volume, start) === null;
  catalog.commitUnit(() => catalog.sectionParts.removeVolume(cut, volume));
  if (!isEmpty) catalog.commitUnit(() => catalog.cuts.setVolume(cut, volume, '', false));
  for await (const stretch of sectionStretches(session, cut, volume)) {
    catalog.commitUnit(() => catalog.crossSections.remove(cut, volume, stretch));
  }
  catalog.commitUnit(() => catalog.cuts.setVolume(cut, volume, inputs, false));
}
