import {
  cropSeed,
  cropsDrawn,
  type SectionMap,
  type SectionYield,
} from '../../../../shared/crop-yield.ts';
import { fail, type Outcome, succeed } from '../../../../shared/failure.ts';
import type { Plane } from '../../../../shared/patch.ts';
import { proportionInterval } from '../../evaluate/proportion-interval.ts';
import type { CropYield } from '../../yield/crop-yield.ts';
import { allMaps, readMap, type StoredMap, scoresPath } from '../model/score-map-file.ts';
import { greyOf } from '../model/score-sections.ts';
import type { Session } from '../project/session.ts';
import { thresholdsOf } from '../set/threshold.ts';
import { attempt } from '../task/attempt.ts';
import type { TaskClient } from '../task/task-client.ts';
import { pixelNm } from '../volume/pixel-nm.ts';

/** Every scored cross-section of the project with what random crops of it come to, by source and place. */
export async function cropYields(
  session: Session,
  tasks: TaskClient,
): Promise<Outcome<SectionYield[]>> {
  const maps = placedMaps(session);
  const yields = await attempt('decode', 'the scored cross-sections', async () =>
    succeed(await yieldsOf(session, tasks, maps)),
  );
  if (!yields.ok) return yields;
  const sections = maps.flatMap((map, i) => {
    const found = yields.value[i];
    return found ? [sectionYieldOf(map, found)] : [];
  });
  return succeed(sections.sort(byPlace));
}

/** The scores of one cross-section, place by place; failure `map-unknown`. */
export function sectionMapOf(session: Session, id: string): Outcome<SectionMap> {
  const placed = placedMaps(session).find((map) => map.id === id);
  const map = placed ? readMap(session, id) : null;
  if (!placed || !map) return fail({ kind: 'map-unknown' });
  const { edgesY, edgesX, scores } = map;
  return succeed({
    id,
    window: { y0: 0, y1: edgesY.at(-1) ?? 0, x0: 0, x1: edgesX.at(-1) ?? 0 },
    pixelNm: pixelNm(session.catalog.volumes.byId(placed.volume) ?? undefined, map.plane),
    edgesY: [...edgesY],
    edgesX: [...edgesX],
    // Four digits are more than a colour can show.
    scores: Array.from(scores, (score) =>
      Number.isNaN(score) ? null : Math.round(score * 1e4) / 1e4,
    ),
  });
}

/** A stored map with the source and volume it is of today. */
interface PlacedMap {
  readonly id: string;
  readonly made: StoredMap;
  readonly source: number;
  readonly sourceName: string;
  readonly volume: number;
  readonly volumeName: string;
  readonly isCurrent: boolean;
  readonly threshold: number;
}

/** Maps whose volume is in the project; those of sources taken out wait until they come back. */
function placedMaps(session: Session): PlacedMap[] {
  const { catalog } = session;
  const sources = new Map(catalog.sources.all().map((source) => [source.id, source]));
  const volumes = new Map(catalog.volumes.all().map((volume) => [volume.contentId, volume]));
  const thresholds = thresholdsOf(session);
  const model = catalog.settings.get('model');
  return allMaps(session).flatMap(({ id, made }) => {
    const volume = volumes.get(made.contentId);
    const source = volume && sources.get(volume.source);
    if (!volume || !source) return [];
    return [
      {
        id,
        made,
        source: source.id,
        sourceName: source.name,
        volume: volume.id,
        volumeName: volume.name,
        isCurrent: made.model === model && made.grey === greyOf(volume, source),
        threshold: thresholds(source.id),
      },
    ];
  });
}

/** Crops once counted, by map and threshold: the seed makes them the same each time. */
const known = new WeakMap<Session, Map<string, CropYield | null>>();

async function yieldsOf(
  session: Session,
  tasks: TaskClient,
  maps: readonly PlacedMap[],
): Promise<readonly (CropYield | null)[]> {
  const counted = known.get(session) ?? new Map<string, CropYield | null>();
  known.set(session, counted);
  const keyOf = ({ id, threshold }: PlacedMap) => `${id} ${threshold}`;
  const missing = maps.filter((map) => !counted.has(keyOf(map)));
  if (missing.length > 0) {
    const found = await tasks.decode('crop-yields', {
      maps: missing.map(({ id, made, threshold }) => ({
        scores: scoresPath(session, id),
        edgesY: made.edgesY,
        edgesX: made.edgesX,
        threshold,
      })),
      seed: cropSeed,
      crops: cropsDrawn,
    });
    for (const [i, map] of missing.entries()) counted.set(keyOf(map), found[i] ?? null);
  }
  return maps.map((map) => counted.get(keyOf(map)) ?? null);
}

function sectionYieldOf({ made, ...place }: PlacedMap, found: CropYield): SectionYield {
  const { plane, index, patchSize, stride, windows, edgesY, edgesX } = made;
  const uninformativeCrops = proportionInterval(found.uninformativeCrops, found.crops);
  if (!uninformativeCrops) throw new Error('No crop was drawn.');
  return {
    ...place,
    plane,
    index,
    height: edgesY.at(-1) ?? 0,
    width: edgesX.at(-1) ?? 0,
    patchSize,
    stride,
    windows,
    informative: found.informative,
    uninformativeCrops,
  };
}

const planeOrder: readonly Plane[] = ['xy', 'xz', 'yz', '2d'];

const byPlace = (a: SectionYield, b: SectionYield): number =>
  compareText(a.sourceName, b.sourceName) ||
  compareText(a.volumeName, b.volumeName) ||
  planeOrder.indexOf(a.plane) - planeOrder.indexOf(b.plane) ||
  a.index - b.index ||
  a.stride - b.stride ||
  compareText(a.id, b.id);

const compareText = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);
