import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Started, startCommand, startScript } from './command-line.ts';
import { folderDigest } from './folder-digest.ts';
import { type LabelStep, labelScript } from './label-script.ts';
import { exemplarsOf, given, type OpenEngine, openEngine } from './open-engine.ts';
import { smallEdge, smallPaths, writeSmallSources } from './small-sources.ts';

/** What a project goes through, in order. */
export const phases = ['add', 'run', 'label', 'train', 'export'] as const;
export type Phase = (typeof phases)[number];

/** A folder with sources, a copy of a project from before each phase, and what an undisturbed course gives. */
export interface Course {
  readonly folder: string;
  readonly steps: readonly LabelStep[];
  /** how long each phase worked, from its first word to its end */
  readonly workMs: Readonly<Record<Phase, number>>;
  readonly digest: Readonly<Record<string, string>>;
  remove(): void;
}

export const projectName = (name: string): string => `${name}.emcurator`;
export const exportName = (name: string): string => `${name}-set`;
const stepsFile = 'steps.json';

/** Takes one project through all phases undisturbed, and keeps a copy from before each. */
export async function layCourse(seed: number): Promise<Course> {
  const folder = await layProject();
  let steps: readonly LabelStep[] = [];
  const workMs: Record<Phase, number> = { add: 0, run: 0, label: 0, train: 0, export: 0 };
  for (const phase of phases) {
    if (phase === 'label') {
      steps = await planLabels(folder, seed);
      writeFileSync(join(folder, stepsFile), JSON.stringify(steps));
    }
    keepCopy(folder, phase);
    workMs[phase] = await timed(startPhase(folder, phase, 'whole'), phase);
  }
  const digest = folderDigest(join(folder, exportName('whole')));
  return { folder, steps, workMs, digest, remove: () => rmSync(folder, { recursive: true }) };
}

/** The course as far as labelling: a folder with the project that is about to be labelled. */
export async function layLabelling(): Promise<Pick<Course, 'folder' | 'remove'>> {
  const folder = await layProject();
  for (const phase of ['add', 'run'] as const) {
    await timed(startPhase(folder, phase, 'whole'), phase);
  }
  keepCopy(folder, 'label');
  return { folder, remove: () => rmSync(folder, { recursive: true }) };
}

/** Ordinals of all exemplars of a course's project. */
export async function exemplarOrdinals(folder: string): Promise<readonly number[]> {
  return withEngine(folder, async ({ client }) => {
    given(await client.project.open.mutate({ folder: join(folder, projectName('whole')) }));
    return (await exemplarsOf(client)).map(({ ordinal }) => ordinal);
  });
}

/** A folder with sources and an empty project. */
async function layProject(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'emcurator-torture-'));
  await writeSmallSources(folder);
  await withEngine(folder, async ({ client }) => {
    given(await client.project.create.mutate({ folder: join(folder, projectName('whole')) }));
  });
  return folder;
}

function keepCopy(folder: string, phase: Phase): void {
  const copy = join(folder, projectName(`before-${phase}`));
  cpSync(join(folder, projectName('whole')), copy, { recursive: true });
}

async function planLabels(folder: string, seed: number): Promise<readonly LabelStep[]> {
  return withEngine(folder, async ({ client }) => {
    given(await client.project.open.mutate({ folder: join(folder, projectName('whole')) }));
    return labelScript(await exemplarsOf(client), seed);
  });
}

/** Opens an engine for some work and closes it whatever happens. */
export async function withEngine<T>(
  folder: string,
  work: (engine: OpenEngine) => Promise<T>,
): Promise<T> {
  const engine = openEngine(folder);
  try {
    return await work(engine);
  } finally {
    await engine.close();
  }
}

/** Starts a phase of a project as its own processes: the command line, or for labels a small script. */
export function startPhase(folder: string, phase: Phase, name: string): Started {
  const project = projectName(name);
  if (phase === 'label') {
    const script = join(import.meta.dirname, 'label-steps.ts');
    return startScript(script, folder, [folder, join(folder, project), join(folder, stepsFile)]);
  }
  const commands = {
    add: ['add', project, ...smallPaths],
    run: ['run', project, '--patch-size', String(smallEdge)],
    train: ['train', project],
    export: ['export', project, exportName(name)],
  };
  return startCommand(folder, commands[phase]);
}

/** Resolves with the first word of a started phase, or when it ends. */
export function firstWord({ child, ended }: Started): Promise<unknown> {
  return Promise.race([new Promise((resolve) => child.stderr?.once('data', resolve)), ended]);
}

async function timed(started: Started, phase: Phase): Promise<number> {
  await firstWord(started);
  const from = performance.now();
  const { code, out, notes } = await started.ended;
  if (code !== 0) throw new Error(`${phase} ended with ${code}: ${out}${notes}`);
  return performance.now() - from;
}
