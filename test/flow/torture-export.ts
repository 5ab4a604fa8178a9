import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { startCommand } from './command-line.ts';
import { folderDigest } from './folder-digest.ts';
import { killAll, processTree } from './process-tree.ts';
import { seededRandom } from './small-sources.ts';
import { firstWord, layLabelling, projectName } from './torture-course.ts';

/** A project to export, and what an undisturbed export of it gives. */
export interface ExportCourse {
  readonly folder: string;
  /** from the first word of an export to its end */
  readonly workMs: number;
  readonly digest: Readonly<Record<string, string>>;
  remove(): void;
}

/** What came of killing one export at up to three moments and giving it again. */
export interface ExportResult {
  readonly point: number;
  /** how often it was killed while at work */
  readonly kills: number;
  /** the last one went on from what an earlier one had finished */
  readonly resumed: boolean;
  /** what is different or left over, in words; empty when all is well */
  readonly losses: readonly string[];
}

/** Raw patches are read from the volumes: with parts and two tables there is most to be interrupted in. */
const options = [
  '--set',
  'raw',
  '--format',
  'imagefolder',
  '--split',
  '50,25,25',
  '--gamma',
  '0.5',
];

function startExport(folder: string, target: string) {
  // Read only, so that one project serves all.
  const args = ['export', projectName('whole'), target, ...options, '--read-only'];
  return startCommand(folder, args);
}

export async function layExport(): Promise<ExportCourse> {
  const { folder, remove } = await layLabelling();
  const started = startExport(folder, 'undisturbed');
  await firstWord(started);
  const from = performance.now();
  const { code, out, notes } = await started.ended;
  if (code !== 0) throw new Error(`export ended with ${code}: ${out}${notes}`);
  const workMs = performance.now() - from;
  return { folder, workMs, digest: folderDigest(join(folder, 'undisturbed')), remove };
}

/** Kills all processes of an export at seeded moments, then lets it go on to its end. */
export async function tormentExport(
  { folder, workMs, digest }: ExportCourse,
  point: number,
  seed: number,
): Promise<ExportResult> {
  const random = seededRandom(seed * 6151 + point + 1);
  const target = `set-${point}`;
  let kills = 0;
  for (let round = 0; round <= point % 3; round++) {
    const started = startExport(folder, target);
    await firstWord(started);
    await wait(random() * workMs);
    if (started.child.exitCode === null) kills += 1;
    await killAll(processTree(started.child.pid ?? -1));
    await started.ended;
  }
  const names = () => readdirSync(folder).filter((name) => name.includes(`${target}`));
  const losses: string[] = [];
  let said = '';
  if (!names().includes(target)) {
    const { code, out, notes } = await startExport(folder, target).ended;
    said = out;
    if (code !== 0) losses.push(`going on ended with ${code}: ${out}${notes}`);
  }
  const found = names().includes(target) ? folderDigest(join(folder, target)) : {};
  const files = new Set([...Object.keys(digest), ...Object.keys(found)]);
  const different = [...files].filter((file) => digest[file] !== found[file]).sort();
  if (different.length > 0) {
    losses.push(`${different.length} files differ, first ${different[0]}`);
  }
  for (const name of names()) rmSync(join(folder, name), { recursive: true });
  return { point, kills, resumed: said.includes('It went on'), losses };
}
