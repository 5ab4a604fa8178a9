import type { DatasetFile } from '../../../../shared/dataset.ts';
import type { Source } from '../../catalog/sources.ts';
import type { StoredVolume } from '../../catalog/volumes.ts';
import { scopeName } from '../project/scope-names.ts';
import type { Session } from '../project/session.ts';
import { drawHoldOut } from '../set/draw-hold-out.ts';
import type { DatasetSurvey } from './survey-dataset.ts';

/** A volume of a data set as the new project knows it. */
export interface MadeVolume {
  readonly volume: StoredVolume;
  /** its exemplars' scope */
  readonly scope: number;
  /** whether a section is set aside to test filters on */
  readonly isHeld: (plane: number, position: number) => boolean;
}

/** What was cut from the volumes, in the cut's own words: nothing is stale. */
const fromDataset = 'data set';

/** Puts sources, volumes without files, the cut and its scopes into a new project, in the data set's order. */
export async function addDatasetSources(
  session: Session,
  dataset: DatasetFile,
  survey: DatasetSurvey,
): Promise<readonly MadeVolume[]> {
  const { catalog } = session;
  const cut = catalog.commitUnit(() => {
    const id = catalog.cuts.find(dataset.parameters);
    catalog.settings.set('cut', String(id));
    return id;
  });
  const made: MadeVolume[] = [];
  for (const told of dataset.sources) {
    const { source, stored } = catalog.commitUnit(() => {
      const added = addSource(session, told);
      return {
        source: added.id,
        stored: told.volumes.map((volume) => addVolume(session, added.id, volume)),
      };
    });
    const sections = survey.sections.slice(made.length, made.length + stored.length);
    const isHeld = await holdOutOf(session, source, stored, sections);
    catalog.commitUnit(() => {
      for (const volume of stored) {
        // Also of a volume without a patch here: it was cut, and none was chosen.
        const name = scopeName({ kind: 'data-set', id: volume.id });
        const scope = catalog.cuts.addScope(cut, name, fromDataset);
        made.push({ volume, scope, isHeld: (plane, position) => isHeld(volume, plane, position) });
      }
    });
  }
  return made;
}

type ToldSource = DatasetFile['sources'][number];

function addSource({ catalog }: Session, told: ToldSource): Source {
  const { technique, organism, tissue, doi, licence, attribution, name, mapping, invert } = told;
  const stated = { technique, organism, tissue, doi, licence, attribution };
  const metadata = { ...stated, notes: '', withheld: null };
  const id = catalog.sources.add(name, metadata, mapping, invert);
  return { id, name, metadata, mapping, invert, removed: false };
}

function addVolume(
  { catalog }: Session,
  source: number,
  told: ToldSource['volumes'][number],
): StoredVolume {
  const { name, kind, contentId, shape, sampleType, voxelSize, pictureNumber } = told;
  const volume = {
    source,
    name,
    kind,
    reference: { kind: 'absent', name } as const,
    format: fromDataset,
    shape,
    sampleType,
    voxelSizeOfFile: voxelSize,
    voxelSizeGiven: null,
    contentId,
    bytes: 0,
    modified: 0,
    pictureNumber,
    warnings: [],
  };
  const id = catalog.volumes.add(volume);
  if (told.mapping) catalog.volumes.recordMapping(id, told.mapping, null);
  return { ...volume, id, resolvedMapping: told.mapping, resolvedFrom: null };
}

/** The data set does not say what was held out: drawn anew by the same rule, among the patches that are here. */
function holdOutOf(
  session: Session,
  source: number,
  volumes: readonly StoredVolume[],
  sections: DatasetSurvey['sections'],
) {
  const counted = volumes.flatMap((volume, i) =>
    (sections[i] ?? []).map(({ plane, position, patches }) => ({
      volume,
      plane,
      position,
      exemplars: patches,
    })),
  );
  return drawHoldOut(session, source, counted);
}
