import { z } from 'zod';
import { changed, started } from '../../../shared/answer.ts';
import { runRequest } from '../../../shared/cut.ts';
import {
  datasetTerms,
  exportFormat,
  exportOptions,
  exportPlan,
  exportPreview,
  unfinishedExport,
} from '../../../shared/export.ts';
import { outcome } from '../../../shared/failure.ts';
import { flipbookOptions } from '../../../shared/flipbook.ts';
import { job } from '../../../shared/job.ts';
import { blankRule, metadataPlan } from '../../../shared/metadata-table.ts';
import {
  doctorReport,
  engineEvent,
  execution,
  exportRecord,
  project,
  recentProject,
} from '../../../shared/project.ts';
import { relinkReport } from '../../../shared/relink.ts';
import { runNeeds } from '../../../shared/run-needs.ts';
import {
  addRequest,
  fileListing,
  sourceChange,
  sourceRecord,
  volumeDescription,
  volumeRecord,
} from '../../../shared/source.ts';
import { balanceRouter } from './balance/balance-router.ts';
import { compositionRouter, yieldsRouter } from './balance/composition-router.ts';
import { cutRouter } from './cut/cut-router.ts';
import { datasetRouter } from './dataset/dataset-router.ts';
import { pairsRouter, radiusRouter } from './exemplar/radius-router.ts';
import { gridRouter } from './grid/grid-router.ts';
import { queueRouter } from './grid/queue-router.ts';
import { groupsRouter } from './group/groups-router.ts';
import { agreementRouter } from './label/agreement-router.ts';
import { labelRouter } from './label/label-router.ts';
import { encodersRouter, mapRouter, modelsRouter } from './model/model-router.ts';
import { opinionRouter } from './pair/opinion-router.ts';
import { ask, id, path, t } from './procedures.ts';
import { relationRouter } from './relation/relation-router.ts';

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
  /** Looks for files of volumes that moved, and puts them in place; one undoable action. */
  relink: ask
    .input(z.object({ folder: path.nullable().default(null), change: z.boolean().default(true) }))
    .output(started)
    .mutation(({ ctx, input }) => ctx.bench.startRelink(input.folder, input.change)),
  /** What a search for files found, by its job. */
  relinked: ask
    .input(z.object({ job: id }))
    .output(outcome(relinkReport))
    .query(({ ctx, input }) => ctx.bench.relinked(input.job)),
  remove: ask
    .input(z.object({ source: id }))
    .output(changed)
    .mutation(({ ctx, input }) => ctx.bench.removeSource(input.source)),
  /** What is known of all sources, as CSV. */
  metadataTable: ask
    .output(outcome(z.object({ csv: z.string(), sources: z.int() })))
    .query(({ ctx }) => ctx.bench.metadataTable()),
  /** What such a table would change. Changes nothing. */
  planMetadata: ask
    .input(z.object({ file: path, blanks: blankRule.default('keep') }))
    .output(outcome(metadataPlan))
    .query(({ ctx, input }) => ctx.bench.planMetadata(input.file, input.blanks)),
  importMetadata: ask
    .input(
      z.object({
        file: path,
        blanks: blankRule.default('keep'),
        sha256: z.string().max(64).nullable().default(null),
      }),
    )
    .output(changed)
    .mutation(({ ctx, input }) => ctx.bench.importMetadata(input)),
});

const jobsRouter = t.router({
  list: ask.output(z.array(job)).query(({ ctx }) => ctx.bench.listJobs()),
  /** What a run with these settings would do, and what it needs of disk, memory and time. */
  needs: ask
    .input(z.object({ cut: runRequest.default({}), sources: z.array(id).nullable().default(null) }))
    .output(outcome(runNeeds))
    .query(({ ctx, input }) => ctx.bench.runNeeds(input.cut, input.sources)),
  /** Cuts, hashes, de-duplicates, measures and scores whatever is not up to date. */
  run: ask
    .input(runRequest)
    .output(started)
    .mutation(({ ctx, input }) => ctx.bench.startRun(input)),
  /** With `keep`, a job that can be gone on with later leaves what it has done. */
  cancel: ask
    .input(z.object({ id, keep: z.boolean().default(false) }))
    .output(outcome(z.null()))
    .mutation(({ ctx, input }) => ctx.bench.cancelJob(input.id, input.keep)),
  pause: ask
    .input(z.object({ id }))
    .output(outcome(z.null()))
    .mutation(({ ctx, input }) => ctx.bench.pauseJob(input.id)),
  resume: ask
    .input(z.object({ id }))
    .output(outcome(z.null()))
    .mutation(({ ctx, input }) => ctx.bench.resumeJob(input.id)),
});

const exportsRouter = t.router({
  list: ask.output(outcome(z.array(exportRecord))).query(({ ctx }) => ctx.bench.listExports()),
  /** Every layout that can be written. */
  formats: ask.output(z.array(exportFormat)).query(({ ctx }) => ctx.bench.exportFormats()),
  /** Terms of the last data set: what the next one begins with. */
  terms: ask.output(outcome(datasetTerms)).query(({ ctx }) => ctx.bench.exportTerms()),
  plan: ask
    .input(exportOptions)
    .output(outcome(exportPlan))
    .query(({ ctx, input }) => ctx.bench.planExport(input)),
  start: ask
    .input(exportOptions.extend({ folder: path }))
    .output(started)
    .mutation(({ ctx, input: { folder, ...options } }) => ctx.bench.startExport(folder, options)),
  /** Names of the first files that would be written. */
  preview: ask
    .input(exportOptions)
    .output(outcome(exportPreview))
    .query(({ ctx, input }) => ctx.bench.previewExport(input)),
  /** What was chosen to be exported last. */
  choice: ask
    .output(outcome(exportOptions.nullable()))
    .query(({ ctx }) => ctx.bench.exportChoice()),
  remember: ask
    .input(exportOptions)
    .output(outcome(z.null()))
    .mutation(({ ctx, input }) => ctx.bench.rememberExport(input)),
  /** An export that was cut off; starting it again with the same folder and options goes on with it. */
  unfinished: ask
    .output(outcome(unfinishedExport.nullable()))
    .query(({ ctx }) => ctx.bench.unfinishedExport()),
  discard: ask.output(outcome(z.null())).mutation(({ ctx }) => ctx.bench.discardExport()),
  /** Small volumes around patches, as a folder of their own. */
  flipbooks: ask
    .input(flipbookOptions.extend({ folder: path }))
    .output(started)
    .mutation(({ ctx, input: { folder, ...options } }) =>
      ctx.bench.startFlipbooks(folder, options),
    ),
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
  cuts: cutRouter,
  grid: gridRouter,
  groups: groupsRouter,
  labels: labelRouter,
  queues: queueRouter,
  agreement: agreementRouter,
  models: modelsRouter,
  encoders: encodersRouter,
  map: mapRouter,
  balance: balanceRouter,
  composition: compositionRouter,
  yields: yieldsRouter,
  radius: radiusRouter,
  pairs: pairsRouter,
  relations: relationRouter,
  opinion: opinionRouter,
  exports: exportsRouter,
  datasets: datasetRouter,
  execution: ask.output(execution).query(({ ctx }) => ctx.bench.execution()),
  doctor: ask.output(doctorReport).query(({ ctx }) => ctx.bench.doctor()),
  events: ask.subscription(async function* ({ ctx, signal }) {
    for await (const event of ctx.bench.events(signal)) yield engineEvent.parse(event);
  }),
});
export type Router = typeof router;
