import type { Box } from '../../../../shared/patch.ts';
import type { PatchAddress } from '../../catalog/labels.ts';
import type { Source } from '../../catalog/sources.ts';
import type { StoredVolume } from '../../catalog/volumes.ts';
import { parsePatchName, patchName, stablePatchName } from '../../patch/patch-name.ts';
import { slabShape } from '../../slice/read-slab.ts';
import type { ExemplarColumns } from './exemplar-columns.ts';
import { planeCode, planeOf } from './plane-codes.ts';
import type { Session } from './session.ts';

/** Names patches and finds them by name; holds the project's volumes while it is used. */
export interface PatchNames {
  source(id: number): Source | undefined;
  volume(id: number): StoredVolume | undefined;
  /** The paper's name, without the source. */
  paperName(volume: number, plane: number, position: number, box: Box): string;
  stableName(volume: number, plane: number, position: number, box: Box): string;
  /** The address that a stable name (`source/paper-name`) stands for, or null. */
  addressOf(name: string): PatchAddress | null;
}

const known = new WeakMap<ExemplarColumns, PatchNames>();

/** Built once for each state of the columns, since ten thousand pictures take a while to read. */
export function patchNames(session: Session): PatchNames {
  const columns = session.columns();
  const names = known.get(columns) ?? collectNames(session);
  known.set(columns, names);
  return names;
}

function collectNames(session: Session): PatchNames {
  const { catalog } = session;
  const sources = new Map(catalog.sources.all().map((source) => [source.id, source]));
  const volumes = new Map(catalog.volumes.all().map((volume) => [volume.id, volume]));
  const pictures = new Map<number, number>();
  const byName = new Map<string, StoredVolume>();
  for (const volume of volumes.values()) {
    const source = sources.get(volume.source)?.name ?? '';
    if (volume.kind === 'picture') {
      pictures.set(volume.source, (pictures.get(volume.source) ?? 0) + 1);
      byName.set(`${source}/#${volume.pictureNumber}`, volume);
    } else byName.set(`${source}/${volume.name}`, volume);
  }
  const paperName: PatchNames['paperName'] = (id, code, position, box) => {
    const volume = volumes.get(id);
    if (!volume) throw new Error(`No volume ${id} in this project.`);
    const plane = planeOf(code);
    const isPicture = volume.kind === 'picture';
    const index = isPicture ? (volume.pictureNumber ?? 0) : position;
    const count = isPicture
      ? (pictures.get(volume.source) ?? 1)
      : slabShape(volume.shape, plane).count;
    return patchName({ volume: volume.name, plane, index, box, count });
  };
  /** Without a source before the slash, the volume's name must be the only one of its kind. */
  const volumeNamed = (name: string, own: string): StoredVolume | undefined => {
    const source = name.split('/').at(-2);
    if (source !== undefined) return byName.get(`${source}/${own}`);
    const found = [...sources.values()].flatMap((s) => byName.get(`${s.name}/${own}`) ?? []);
    return found.length === 1 ? found[0] : undefined;
  };
  return {
    source: (id) => sources.get(id),
    volume: (id) => volumes.get(id),
    paperName,
    stableName: (id, plane, position, box) =>
      stablePatchName(
        sources.get(volumes.get(id)?.source ?? -1)?.name ?? '',
        paperName(id, plane, position, box),
      ),
    addressOf(name) {
      const parsed = parsePatchName(name);
      if (!parsed || parsed.y1 === null || parsed.x1 === null) return null;
      const isPicture = parsed.plane === '2d';
      const volume = volumeNamed(name, isPicture ? `#${parsed.index}` : parsed.volume);
      if (!volume) return null;
      const { y0, y1, x0, x1 } = parsed;
      const position = isPicture ? 0 : (parsed.index ?? 0);
      if (!insideVolume(volume, planeCode(parsed.plane), position, { y0, y1, x0, x1 })) return null;
      return {
        contentId: volume.contentId,
        plane: planeCode(parsed.plane),
        position,
        y0,
        y1,
        x0,
        x1,
      };
    },
  };
}

/** A name may be well formed and still point outside its volume. */
function insideVolume(volume: StoredVolume, plane: number, position: number, box: Box): boolean {
  const { count, height, width } = slabShape(volume.shape, planeOf(plane));
  const rows = box.y0 >= 0 && box.y0 < box.y1 && box.y1 <= height;
  const columns = box.x0 >= 0 && box.x0 < box.x1 && box.x1 <= width;
  return position >= 0 && position < count && rows && columns;
}
