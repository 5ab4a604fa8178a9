import { initTRPC } from '@trpc/server';
import { z } from 'zod';
import { balanceReport, curationSet } from '../../../shared/balance.ts';
import { cutChange } from '../../../shared/cut.ts';
import { labelCounts, labelReceipt, labelRequest } from '../../../shared/decision.ts';
import { outcome } from '../../../shared/failure.ts';
import { gridPage, gridQuery, gridView } from '../../../shared/grid.ts';
import { job } from '../../../shared/job.ts';
import { filterModel, thresholdYield } from '../../../shared/model.ts';
import {
  doctorReport,
  engineEvent,
  execution,
  exportRecord,
  project,
  recentProject,
} from '../../../shared/project.ts';
import {
  addRequest,
  fileListing,
  sourceChange,
  sourceRecord,
  volumeDescription,
  volumeRecord,
} from '../../../shared/source.ts';
import type { Workbench } from './workbench.ts';

const t = initTRPC.context<{ bench: Workbench }>().create();
const ask = t.procedure;
const path = z.string().min(1).max(4096);
const id = z.int().min(0);
const started = outcome(z.object({ job: z.int() }));
const changed = outcome(z.object({ action: z.int(), summary: z.string() }));

const projectRouter = t.router({
  current: ask.output(project.nullable()).query(({ ctx }) => ctx.bench.currentProject()),
  recent: ask.output(z.array(recentProject)).query(({ ctx }) => ctx.bench.recentProjects()),
  create: ask
    .input(z.object({ folder: path }))
    .output(outcome(project))
    .mutation(({ ctx, input }) => ctx.bench.createProject(input.folder)),
  open: ask
    .input(z.object({ folder: path, readOnly: z.boolean().default(false) }))
    .output(outcome(project))
    .mutation(({ ctx, input }) => ctx.bench.openProject(input.folder, input.readOnly)),
  close: ask.output(z.void()).mutation(({ ctx }) => ctx.bench.closeProject()),
  setAnnotator: ask
    .input(z.object({ name: z.string().trim().min(1).max(100) }))
    .output(outcome(project))
    .mutation(({ ctx, input }) => ctx.bench.setAnnotator(input.name)),
  /** Makes a project from generated volumes with known truth, and runs it. */
  demonstration: ask
    .input(z.object({ folder: path.nullable(), seed: z.int().min(0).default(1) }))
    .output(started)
    .mutation(({ ctx, input }) => ctx.bench.startDemonstration(input.folder, input.seed)),
});

const filesRouter = t.router({
  list: ask
    .input(z.object({ folder: path.nullable() }))
    .output(outcome(fileListing))
    .query(({ ctx, input }) => ctx.bench.listFiles(input.folder)),
  createFolder: ask
    .input(z.object({ folder: path, name: z.string().min(1).max(200) }))
    .output(outcome(z.object({ folder: z.string() })))
    .mutation(({ ctx, input }) => ctx.bench.createFolder(input.folder, input.name)),
});

const sourcesRouter = t.router({
  list: ask.output(outcome(z.array(sourceRecord))).query(({ ctx }) => ctx.bench.listSources()),
  volumes: ask
    .input(z.object({ source: id }))
    .output(outcome(z.array(volumeRecord)))
    .query(({ ctx, input }) => ctx.bench.listVolumes(input.source)),
  /** Describes files before they are added; one outcome a volume found. Works without a project. */
  describe: ask
    .input(
      z.object({
        paths: z.array(path).min(1),
        as: z.enum(['stack', 'group']).nullable().default(null),
        checksum: z.boolean().default(false),
      }),
    )
    .output(z.array(z.object({ path: z.string(), described: outcome(volumeDescription) })))
    .query(({ ctx, input }) => ctx.bench.describe(input.paths, input.as, input.checksum)),
  add: ask
    .input(addRequest)
    .output(started)
    .mutation(({ ctx, input }) => ctx.bench.startAdd(input)),
  set: ask
    .input(z.object({ source: id, change: sourceChange }))
    .output(changed)
    .mutation(({ ctx, input }) => ctx.bench.setSource(input.source, input.change)),
  remove: ask
    .input(z.object({ source: id }))
    .output(changed)
    .mutation(({ ctx, input }) => ctx.bench.removeSource(input.source)),
});

const jobsRouter = t.router({
  list: ask.output(z.array(job)).query(({ ctx }) => ctx.bench.listJobs()),
  /** Cuts, hashes, de-duplicates, measures and scores whatever is not up to date. */
  run: ask
    .input(cutChange)
    .output(started)
    .mutation(({ ctx, input }) => ctx.bench.startRun(input)),
  cancel: ask
    .input(z.object({ id }))
    .output(outcome(z.null()))
    .mutation(({ ctx, input }) => ctx.bench.cancelJob(input.id)),
  pause: ask
    .input(z.object({ id }))
    .output(outcome(z.null()))
    .mutation(({ ctx, input }) => ctx.bench.pauseJob(input.id)),
  resume: ask
    .input(z.object({ id }))
    .output(outcome(z.null()))
    .mutation(({ ctx, input }) => ctx.bench.resumeJob(input.id)),
});

const gridRouter = t.router({
  open: ask
    .input(gridQuery)
    .output(outcome(gridView))
    .query(({ ctx, input }) => ctx.bench.openView(input)),
  page: ask
    .input(z.object({ view: id, from: z.int().min(0), count: z.int().min(1).max(1000) }))
    .output(outcome(gridPage))
    .query(({ ctx, input }) => ctx.bench.viewPage(input.view, input.from, input.count)),
});

const labelsRouter = t.router({
  decide: ask
    .input(labelRequest)
    .output(outcome(labelReceipt))
    .mutation(({ ctx, input }) => ctx.bench.applyLabels(input)),
  /** Takes back the annotator's last action of any kind; redo brings it back. */
  undo: ask.output(outcome(labelReceipt)).mutation(({ ctx }) => ctx.bench.undo()),
  redo: ask.output(outcome(labelReceipt)).mutation(({ ctx }) => ctx.bench.redo()),
  counts: ask.output(outcome(labelCounts)).query(({ ctx }) => ctx.bench.labelCounts()),
  /** A CSV, or the paper's pair of .npy files (paths and labels). */
  import: ask
    .input(z.object({ file: path, labels: path.nullable().default(null) }))
    .output(
      outcome(
        z.object({ action: z.int(), matched: z.int(), changed: z.int(), summary: z.string() }),
      ),
    )
    .mutation(({ ctx, input }) => ctx.bench.importLabels(input.file, input.labels)),
  export: ask
    .input(z.object({ file: path, labels: path.nullable().default(null) }))
    .output(outcome(z.object({ labels: z.int() })))
    .mutation(({ ctx, input }) => ctx.bench.exportLabels(input.file, input.labels)),
});

const modelsRouter = t.router({
  list: ask.output(outcome(z.array(filterModel))).query(({ ctx }) => ctx.bench.listModels()),
  train: ask
    .input(z.object({ seed: z.int().min(0).default(1227) }))
    .output(started)
    .mutation(({ ctx, input }) => ctx.bench.startTraining(input.seed)),
  score: ask.output(started).mutation(({ ctx }) => ctx.bench.startScoring()),
  /** What a threshold would keep, without choosing it; null asks for the chosen one. */
  yield: ask
    .input(z.object({ threshold: z.number().min(0).max(1).nullable() }))
    .output(outcome(thresholdYield))
    .query(({ ctx, input }) => ctx.bench.thresholdYield(input.threshold)),
  setThreshold: ask
    .input(z.object({ threshold: z.number().min(0).max(1) }))
    .output(changed)
    .mutation(({ ctx, input }) => ctx.bench.setThreshold(input.threshold)),
});

const exportsRouter = t.router({
  list: ask.output(outcome(z.array(exportRecord))).query(({ ctx }) => ctx.bench.listExports()),
  plan: ask
    .input(z.object({ set: curationSet }))
    .output(outcome(z.object({ patches: z.int(), bytes: z.int(), sources: z.int() })))
    .query(({ ctx, input }) => ctx.bench.planExport(input.set)),
  start: ask
    .input(z.object({ folder: path, set: curationSet, format: z.string().default('cem') }))
    .output(started)
    .mutation(({ ctx, input }) => ctx.bench.startExport(input.folder, input.set, input.format)),
  /** Checks every byte of an export, or of a project's own files. */
  verify: ask
    .input(z.object({ folder: path }))
    .output(started)
    .mutation(({ ctx, input }) => ctx.bench.startVerify(input.folder)),
});

/** Everything a shell may ask of the engine. */
export const router = t.router({
  project: projectRouter,
  files: filesRouter,
  sources: sourcesRouter,
  jobs: jobsRouter,
  grid: gridRouter,
  labels: labelsRouter,
  models: modelsRouter,
  exports: exportsRouter,
  balance: ask
    .input(z.object({ by: z.enum(['source', 'volume']).default('source') }))
    .output(outcome(balanceReport))
    .query(({ ctx, input }) => ctx.bench.balance(input.by)),
  /** The Lorenz figure as a self-contained SVG and its numbers as CSV. */
  balanceFigure: ask
    .input(z.object({ by: z.enum(['source', 'volume']).default('source') }))
    .output(outcome(z.object({ svg: z.string(), csv: z.string() })))
    .query(({ ctx, input }) => ctx.bench.balanceFigure(input.by)),
  execution: ask.output(execution).query(({ ctx }) => ctx.bench.execution()),
  doctor: ask.output(doctorReport).query(({ ctx }) => ctx.bench.doctor()),
  events: ask.subscription(async function* ({ ctx, signal }) {
    for await (const event of ctx.bench.events(signal)) yield engineEvent.parse(event);
  }),
});
export type Router = typeof router;
