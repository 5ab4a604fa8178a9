import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type Outcome, succeed } from '../../../../shared/failure.ts';
import { plane } from '../../../../shared/patch.ts';
import type { ScoreMap } from '../../yield/score-map.ts';
import { readScores, writeScores } from '../disk/flat-file.ts';
import { writeWhole } from '../disk/write-whole.ts';
import type { Session } from '../project/session.ts';

/** What a score map was made of, and where its rectangles lie; the scores are in a file beside it. */
export const storedMap = z.object({
  version: z.literal(1),
  contentId: z.string(),
  plane,
  index: z.int().min(0),
  stride: z.int().min(1),
  patchSize: z.int().min(1),
  windows: z.int(),
  /** hash of the model */
  model: z.string(),
  /** how samples became grey: another mapping gives other scores */
  grey: z.string(),
  edgesY: z.array(z.int()).min(2).max(100_000),
  edgesX: z.array(z.int()).min(2).max(100_000),
});
export type StoredMap = z.infer<typeof storedMap>;

const folderOf = (session: Session): string => join(session.folder, 'cache', 'crop-yield');
const isId = (id: string): boolean => /^[0-9a-f]{32}$/.test(id);

/** Path of a map's scores. */
export const scoresPath = (session: Session, id: string): string =>
  join(folderOf(session), `${id}.f32`);

/** Keeps a map; one under the same id is replaced. */
export async function keepMap(
  session: Session,
  id: string,
  made: StoredMap,
  scores: Float32Array,
): Promise<Outcome<null>> {
  mkdirSync(folderOf(session), { recursive: true });
  writeScores(scoresPath(session, id), scores);
  return writeWhole(join(folderOf(session), `${id}.json`), JSON.stringify(made));
}

/** Whether a map of this id is there. */
export const hasMap = (session: Session, id: string): boolean => readMade(session, id) !== null;

/** All maps of the project, by id; files that are not ours are passed over. */
export function allMaps(session: Session): readonly { id: string; made: StoredMap }[] {
  if (!existsSync(folderOf(session))) return [];
  const ids = readdirSync(folderOf(session)).flatMap((file) =>
    file.endsWith('.json') ? [file.slice(0, -5)] : [],
  );
  return ids.sort().flatMap((id) => {
    const made = readMade(session, id);
    return made ? [{ id, made }] : [];
  });
}

function readMade(session: Session, id: string): StoredMap | null {
  const file = join(folderOf(session), `${id}.json`);
  if (!isId(id) || !existsSync(file) || !existsSync(scoresPath(session, id))) return null;
  try {
    return storedMap.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return null;
  }
}

/** A map with its scores; null where there is none, or its files do not fit each other. */
export function readMap(session: Session, id: string): (StoredMap & ScoreMap) | null {
  const made = readMade(session, id);
  if (!made) return null;
  const scores = readScores(scoresPath(session, id));
  const count = (made.edgesY.length - 1) * (made.edgesX.length - 1);
  return scores.length === count ? { ...made, scores } : null;
}

/** Takes a map out of the project; one that is not there is no matter. */
export function dropMap(session: Session, id: string): Outcome<null> {
  if (isId(id)) {
    rmSync(join(folderOf(session), `${id}.json`), { force: true });
    rmSync(scoresPath(session, id), { force: true });
  }
  return succeed(null);
}
