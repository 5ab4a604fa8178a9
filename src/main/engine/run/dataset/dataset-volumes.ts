import type { DatasetFile } from '../../../../shared/dataset.ts';
import type { Plane } from '../../../../shared/patch.ts';
import type { Shape } from '../../../../shared/volume.ts';

/** A volume that a data set tells of. */
export interface DatasetVolume {
  readonly source: string;
  readonly name: string;
  readonly kind: 'volume' | 'picture';
  readonly pictureNumber: number | null;
  readonly contentId: string;
  readonly shape: Shape;
  /** its place among all volumes of the data set, from 0 */
  readonly place: number;
}

/** Volumes of a data set in their order, or in words why patches could not be told apart. */
export function datasetVolumes({ sources }: DatasetFile): readonly DatasetVolume[] | string {
  const volumes: DatasetVolume[] = [];
  const [names, contents] = [new Set<string>(), new Set<string>()];
  for (const source of sources) {
    if (!isProperName(source.name, 200)) return 'a source has a name that none can have';
    if (names.has(source.name)) return `two sources are called ${source.name}`;
    names.add(source.name);
    const ofSource = new Set<string>();
    for (const { name, kind, pictureNumber, contentId, shape } of source.volumes) {
      if (!isProperName(name, 1000)) return 'a volume has a name that none can have';
      const key = keyOf({ source: source.name, kind, name, pictureNumber });
      if (ofSource.has(key)) return `two volumes of ${source.name} are called ${name}`;
      if (contents.has(contentId)) return `${name} of ${source.name} stands there twice`;
      ofSource.add(key);
      contents.add(contentId);
      const place = volumes.length;
      volumes.push({ source: source.name, name, kind, pictureNumber, contentId, shape, place });
    }
  }
  return volumes;
}

/** Names of patches are made of it. */
const isProperName = (name: string, most: number): boolean =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  name.trim() !== '' && name.length <= most && !/[/\\\u0000-\u001f\u007f]/.test(name);

/** Finds the volume that a row of a table tells of; 2-D pictures go by their number. */
export function volumeFinder(
  volumes: readonly DatasetVolume[],
): (told: { source: string; volume: string; plane: Plane; index: number }) => DatasetVolume | null {
  const byName = new Map(volumes.map((volume) => [keyOf(volume), volume]));
  return ({ source, volume: name, plane, index }) => {
    const kind = plane === '2d' ? 'picture' : 'volume';
    const found = byName.get(keyOf({ source, kind, name, pictureNumber: index }));
    return found?.name === name ? found : null;
  };
}

const keyOf = ({
  source,
  kind,
  name,
  pictureNumber,
}: Pick<DatasetVolume, 'source' | 'kind' | 'name' | 'pictureNumber'>): string =>
  `${source}/${kind === 'picture' ? `#${pictureNumber}` : name}`;
