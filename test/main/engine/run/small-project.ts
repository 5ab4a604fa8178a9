import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type JobContext, jobRunner } from '../../../../src/main/engine/job/job-runner.ts';
import { curate } from '../../../../src/main/engine/run/curate.ts';
import type { KeepScopesOptions } from '../../../../src/main/engine/run/exemplar/keep-exemplars-of-scopes.ts';
import { createSession } from '../../../../src/main/engine/run/project/create-project.ts';
import type { Session } from '../../../../src/main/engine/run/project/session.ts';
import { addSources } from '../../../../src/main/engine/run/source/add-sources.ts';
import { type CutSettings, cutSettings } from '../../../../src/shared/cut.ts';
import type { Outcome } from '../../../../src/shared/failure.ts';
import type { Job } from '../../../../src/shared/job.ts';
import { type AddRequest, addRequest } from '../../../../src/shared/source.ts';
import { greyTiffHeader } from '../../../../src/shared/tiff-encoder.ts';
import type { Shape, VoxelSize } from '../../../../src/shared/volume.ts';
import { generateSpheres } from '../../../golden/generate-image.ts';
import type { TaskProcesses } from './process/task-processes.ts';

export const nanometres = (edge: number): VoxelSize => ({ z: edge, y: edge, x: edge });

/** The value of an outcome that must have succeeded. */
export function must<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`failed: ${JSON.stringify(outcome.failure)}`);
  return outcome.value;
}

/** The failure of an outcome that must have failed. */
export function mustFail(outcome: Outcome<unknown>) {
  if (outcome.ok) throw new Error(`succeeded: ${JSON.stringify(outcome.value)}`);
  return outcome.failure;
}

export function writeVolume(
  path: string,
  voxels: Uint8Array,
  { z, y, x }: Shape,
  voxelSize: VoxelSize | null,
): string {
  const header = greyTiffHeader({ width: x, height: y, pages: z, voxelSize });
  writeFileSync(path, Buffer.concat([header, voxels]));
  return path;
}

export const smallShape: Shape = { z: 12, y: 48, x: 64 };

/** Balls in noise: patches of it are all different. */
export function writeSpheres(
  path: string,
  seed: number,
  voxelSize: VoxelSize | null = nanometres(8),
  shape: Shape = smallShape,
): string {
  const recipe = { d: shape.z, h: shape.y, w: shape.x, n: 40, rmax: 8, bg: 120, noise: 3, seed };
  return writeVolume(path, generateSpheres(recipe).voxels, shape, voxelSize);
}

/** Small patches, so that small volumes give many. */
export const smallCut: CutSettings = cutSettings.parse({ patchSize: 16, planes: null });

export interface SmallProject {
  readonly folder: string;
  readonly session: Session;
  add(request: Partial<AddRequest> & { paths: string[] }): Promise<Job>;
  run(settings?: CutSettings, options?: KeepScopesOptions): Promise<Job>;
  job(work: (context: JobContext) => Promise<Outcome<string>>): Promise<Job>;
  close(): Promise<void>;
}

export const emptyFolder = (): string => {
  const folder = join(mkdtempSync(join(tmpdir(), 'curator-')), 'files');
  mkdirSync(folder);
  return folder;
};

/** A new project in a folder of its own, with the real stages and processes behind it. */
export function newProject(processes: TaskProcesses, folder = emptyFolder()): SmallProject {
  const session = must(createSession(join(folder, 'small.emcurator'), 'test'));
  const { tasks } = processes;
  const job: SmallProject['job'] = async (work) => {
    const told: Job[] = [];
    const runner = jobRunner(
      () => session.catalog.jobs,
      (record) => told.push(record),
    );
    must(runner.start('run', 'a job', work));
    while (runner.running()) await new Promise((resolve) => setTimeout(resolve, 2));
    const last = told.at(-1);
    if (!last) throw new Error('The job said nothing.');
    return last;
  };
  return {
    folder,
    session,
    job,
    add: (request) =>
      job((context) => addSources(session, tasks, addRequest.parse(request), context)),
    run: (settings = smallCut, options = {}) =>
      job((context) => curate(session, tasks, settings, context, options)),
    async close() {
      await session.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
