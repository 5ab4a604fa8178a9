import { fail, succeed } from '../../../../shared/failure.ts';
import { exportModel } from '../export/export-model.ts';
import { currentMap, drawMap } from '../grid/embedding-map.ts';
import type { Parts } from '../workbench-parts.ts';
import { addEncoder, encoderToUse, listEncoders, useEncoder } from './add-encoder.ts';
import { evaluateSource } from './evaluate-source.ts';
import { labelsToTrainOn } from './labelled-patches.ts';
import type { EncoderBench, ModelBench } from './model-bench.ts';
import { modelDetail, modelList } from './model-store.ts';
import { compareModels, labellingAdvice, sourceDrift, useModel } from './model-use.ts';
import { scoreExemplars } from './score-exemplars.ts';
import { falseShareThresholds, setThreshold, thresholdYield } from './threshold-yield.ts';
import { trainModel } from './train-model.ts';

const defaultSeed = 1227;

/** The filter model and its threshold. */
export function modelPart({ desk, tasks, job, jobs, allowed }: Parts): ModelBench {
  const { read, write } = desk;
  const train = (title: string, asked: Parameters<typeof trainModel>[2]) =>
    job('train', title, (session) => (context) => trainModel(session, tasks, asked, context));
  return {
    listModels: () => read((session) => succeed(modelList(session))),
    modelDetail: (id) =>
      read((session) => {
        const model = modelDetail(session, id);
        return model ? succeed(model) : fail({ kind: 'model-unknown', id });
      }),
    startTraining: (seed, kind) =>
      train('Train the filter model', { seed, kind, refitFirst: false }),
    async startLearning() {
      // What a training under way would find out is about labels of before.
      if (jobs.running()?.kind === 'train') await jobs.settle();
      return train('Learn from labels', { seed: defaultSeed, kind: null, refitFirst: true });
    },
    labelsToTrainOn: () => read((session) => succeed(labelsToTrainOn(session))),
    startScoring: () =>
      job('score', 'Score exemplars', (session) => async (context) => {
        if (session.catalog.settings.get('model') === null) return fail({ kind: 'model-missing' });
        if (!(await scoreExemplars(session, tasks, context))) return fail({ kind: 'cancelled' });
        return succeed(`Scored ${session.columns().count.toLocaleString('en-US')} exemplars.`);
      }),
    startUsing: (id) =>
      job(
        'score',
        `Put model ${id} in force`,
        (session) => (context) => useModel(session, tasks, id, context),
      ),
    evaluateSource: (id, source, on) =>
      desk.readLater((session) => evaluateSource(session, tasks, { id, source, on })),
    compareModels: (from, to) => read((session) => compareModels(session, from, to)),
    labellingAdvice: () => read(labellingAdvice),
    sourceDrift: () => desk.readLater((session) => sourceDrift(session, tasks)),
    async exportModel(id, folder) {
      const path = await allowed(folder);
      if (!path.ok) return path;
      return desk.readLater((session) => exportModel(session, id, path.value));
    },
    thresholdYield: (threshold) => read((session) => thresholdYield(session, threshold)),
    falseShareThresholds: (atMost) => read((session) => falseShareThresholds(session, atMost)),
    setThreshold: (threshold, source) =>
      write((session) => setThreshold(session, threshold, source)),
  };
}

/** Encoders, and the map of what one sees. */
export function encoderPart({ desk, tasks, job, allowed }: Parts): EncoderBench {
  return {
    listEncoders: () => desk.read((session) => succeed(listEncoders(session))),
    async startAddingEncoder(asked) {
      const path = await allowed(asked);
      if (!path.ok) return path;
      return job(
        'encoder',
        'Add an encoder',
        (session) => (context) => addEncoder(session, tasks, path.value, context),
      );
    },
    startUsingEncoder: (hash) =>
      job('encoder', 'Change the encoder', (session) => async (context) => {
        const encoder = encoderToUse(session, hash);
        return encoder.ok ? useEncoder(session, tasks, encoder.value, context) : encoder;
      }),
    startMap: (asked) =>
      job('map', 'Draw the map', (session) => (context) => drawMap(session, tasks, asked, context)),
    currentMap: () => desk.readLater((session) => currentMap(session)),
  };
}
