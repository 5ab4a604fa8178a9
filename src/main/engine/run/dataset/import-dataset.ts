import { join } from 'node:path';
import { fail, type Outcome, succeed } from '../../../../shared/failure.ts';
import { payloadName } from '../../export/dataset-layout.ts';
import { exporterNamed } from '../../export/exporters.ts';
import type { JobContext } from '../../job/job-runner.ts';
import { createFilled } from '../project/create-project.ts';
import type { Session } from '../project/session.ts';
import type { TaskClient } from '../task/task-client.ts';
import { addDatasetSources } from './import-dataset-sources.ts';
import { importDecisions } from './import-decisions.ts';
import { importEmbeddings } from './import-embeddings.ts';
import { importGroups } from './import-groups.ts';
import { packDatasetPatches } from './import-patches.ts';
import { type OpenDataset, openDataset } from './open-dataset.ts';
import { recordDataset } from './record-dataset.ts';
import { type DatasetSurvey, surveyDataset } from './survey-dataset.ts';

/** A project made from a data set. */
export interface ImportedDataset {
  readonly folder: string;
  readonly patches: number;
}

/**
 * Makes a new project from a data set, without its volumes: patches, hashes, scores, labels and settings are
 * there, and counts of what is not. Everything is checked while it is read; the project appears whole or not
 * at all.
 *
 * @param project folder to make
 * @param shell who holds the project while it is made
 */
export async function importDataset(
  tasks: TaskClient,
  { folder, project, shell }: { folder: string; project: string; shell: string },
  context: JobContext,
): Promise<Outcome<ImportedDataset>> {
  const opened = await openDataset(folder);
  if (!opened.ok) return opened;
  const readable = hasPatches(opened.value);
  if (!readable.ok) return readable;
  const survey = await surveyDataset(opened.value, context);
  if (!survey.ok) return survey;
  const { patches } = survey.value;
  if (patches === 0)
    return fail({ kind: 'dataset-invalid', path: folder, what: 'it holds no patch' });
  const made = await createFilled(project, shell, (session) =>
    fill(session, tasks, opened.value, survey.value, context),
  );
  return made.ok ? succeed({ folder: made.value, patches }) : made;
}

/** Raw patches are not de-duplicated, and tables hold no pixels. */
function hasPatches({ folder, dataset }: OpenDataset): Outcome<null> {
  const exporter = exporterNamed(dataset.layout.format);
  if (!exporter.ok) {
    const what = `its layout is ${dataset.layout.format.slice(0, 40)}, which this EM Curator does not know`;
    return fail({ kind: 'dataset-invalid', path: folder, what });
  }
  if (exporter.value.rowsOnly) return fail({ kind: 'dataset-without-pixels', path: folder });
  return dataset.set === 'raw' ? fail({ kind: 'dataset-raw', path: folder }) : succeed(null);
}

/** Read downwards: each step writes what the ones below need. */
async function fill(
  session: Session,
  tasks: TaskClient,
  opened: OpenDataset,
  survey: DatasetSurvey,
  context: JobContext,
): Promise<Outcome<null>> {
  const volumes = await addDatasetSources(session, opened.dataset, survey);
  const work = { opened, survey, volumes };
  const payload = join(opened.folder, payloadName);
  const scores = await packDatasetPatches(session, tasks, { ...work, payload }, context);
  if (!scores.ok) return scores;
  const grouped = await importGroups(session, work, context);
  if (!grouped.ok) return grouped;
  const embedded = await importEmbeddings(session, work, context);
  if (!embedded.ok) return embedded;
  const action = await importDecisions(session, work, context);
  if (!action.ok) return action;
  return recordDataset(session, work, scores.value, action.value);
}
