import type { DatasetTasks } from './dataset-tasks.ts';
import type { EmbeddingTasks } from './embedding-tasks.ts';
import type { EvaluationTasks } from './evaluation-tasks.ts';
import type { ExemplarTasks } from './exemplar-tasks.ts';
import type { VolumeTasks } from './volume-tasks.ts';

/** Everything the decode process does: what is asked, and what comes back. A new task is a member of one of these. */
export interface DecodeTasks
  extends DatasetTasks,
    EmbeddingTasks,
    EvaluationTasks,
    ExemplarTasks,
    VolumeTasks {}

export type DecodeTaskName = keyof DecodeTasks;

/** A task on its way: the name says which of the table it is. */
export type DecodeTask = {
  [K in DecodeTaskName]: { name: K } & DecodeTasks[K]['ask'];
}[DecodeTaskName];
