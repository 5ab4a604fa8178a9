import { useState } from 'react';
import type { EncoderListing } from '../../shared/encoder.ts';
import type { Job } from '../../shared/job.ts';
import type { FilterModel, TrainableLabels } from '../../shared/model.ts';
import { engine } from '../bridge.ts';
import { grouped } from '../element/numbers.ts';
import { PrimaryButton } from '../element/primary-button.tsx';
import { Problem } from '../element/problem.tsx';
import { Column, Screen } from '../element/screen.tsx';
import { useCommands } from '../session/commands.ts';
import { activeJob, busyWords } from '../session/job-list.ts';
import { useShownKey } from '../session/key-map.ts';
import { attempt } from '../session/notice.ts';
import { session } from '../session/project-session.ts';
import { useStore } from '../session/store.ts';
import { type Answer, useAnswer } from '../session/use-answer.ts';
import styles from './classifier-screen.module.css';
import { EncoderPart } from './encoder-part.tsx';
import { FiguresPart } from './figures-part.tsx';
import { JobLine } from './job-line.tsx';
import { KindChoice } from './kind-choice.tsx';
import { LabellingPart } from './labelling-part.tsx';
import { missingForModel, trainingLabels } from './labels-for-model.ts';
import { LineagePart } from './lineage-part.tsx';
import { ModelHead } from './model-head.tsx';
import { NoModel } from './no-model.tsx';
import { PartLinks, type PartName } from './part.tsx';
import { ThresholdPart } from './threshold-part.tsx';

const train = () => void attempt(engine.models.train.mutate({}));

/** The filter model: train it, judge it, choose its threshold, and see what would make it better. */
export function ClassifierScreen() {
  const models = useAnswer(() => engine.models.list.query(), []);
  const encoders = useAnswer(() => engine.encoders.list.query(), []);
  const project = useStore(session, (state) => state.project);
  const jobs = useStore(session, (state) => state.jobs);
  const [shownId, setShownId] = useState<number | null>(null);
  const isBusy = activeJob(jobs) !== null;
  const isReadOnly = project?.readOnly ?? true;
  const list = models.value ?? [];
  const inForce = list.find((model) => model.current) ?? list[0];
  const shown = list.find((model) => model.id === shownId) ?? inForce;
  const where = { jobs, isBusy, isReadOnly, encoders };
  return (
    <Screen
      title="Classifier"
      scope={shown ? <PartLinks shown={partsOf(shown)} /> : null}
      actions={
        isReadOnly ? null : (
          <Actions models={list} isBusy={isBusy} encoders={encoders.value ?? []} />
        )
      }
    >
      <Column>
        <div className={styles['page']}>
          {models.problem ? <Problem words={models.problem} /> : null}
          <JobLine jobs={jobs} kinds={['train', 'score']} />
          {shown ? (
            <ModelPage {...where} models={list} shown={shown} onShow={(id) => setShownId(id)} />
          ) : models.value ? (
            <BeforeModel {...where} exemplars={project?.funnel.dedup ?? 0} />
          ) : null}
        </div>
      </Column>
    </Screen>
  );
}

interface Where {
  readonly jobs: readonly Job[];
  readonly isBusy: boolean;
  readonly isReadOnly: boolean;
  readonly encoders: Answer<EncoderListing[]>;
}

const partsOf = (shown: FilterModel): readonly PartName[] =>
  shown.current
    ? ['model', 'figures', 'threshold', 'labelling', 'models', 'encoders']
    : ['model', 'figures', 'labelling', 'models', 'encoders'];

function ModelPage(
  props: Where & {
    readonly models: readonly FilterModel[];
    readonly shown: FilterModel;
    readonly onShow: (id: number | null) => void;
  },
) {
  const { models, shown, isBusy, isReadOnly, onShow } = props;
  const back = shown.current ? null : () => onShow(null);
  return (
    <>
      <ModelHead model={shown} onBack={back} isBusy={isBusy} isReadOnly={isReadOnly} />
      <FiguresPart model={shown} models={models} />
      {shown.current ? <ThresholdPart model={shown} isReadOnly={isReadOnly} /> : null}
      <LabellingPart models={models} isReadOnly={isReadOnly} />
      <LineagePart
        models={models}
        shown={shown.id}
        isBusy={isBusy}
        isReadOnly={isReadOnly}
        onShow={onShow}
      />
      <EncoderPart {...props} />
    </>
  );
}

function BeforeModel(props: Where & { readonly exemplars: number }) {
  const counts = useAnswer(() => engine.models.toTrainOn.query(), []);
  if (!counts.value) return counts.problem ? <Problem words={counts.problem} /> : null;
  return (
    <>
      <NoModel exemplars={props.exemplars} counts={counts.value} isReadOnly={props.isReadOnly} />
      {props.exemplars > 0 ? <EncoderPart {...props} /> : null}
    </>
  );
}

/** Training, by button and key, and which kind is in force. */
function Actions(props: {
  readonly models: readonly FilterModel[];
  readonly isBusy: boolean;
  readonly encoders: readonly EncoderListing[];
}) {
  const { models, isBusy } = props;
  const counts = useAnswer(() => engine.models.toTrainOn.query(), []);
  const exemplars = useStore(session, (state) => state.project?.funnel.dedup ?? 0);
  const key = useShownKey('train-a-model', 't');
  const jobs = useStore(session, (state) => state.jobs);
  const blocked =
    busyWords(jobs) ?? (models.length > 0 ? null : stillMissing(exemplars, counts.value));
  useCommands([{ title: 'Train a model', group: 'This screen', keys: ['t'], blocked, run: train }]);
  const labels = grouped(counts.value ? trainingLabels(counts.value) : 0);
  const hasNetwork = props.encoders.some(({ inUse, isClassifier }) => inUse && isClassifier);
  return (
    <>
      {models.length > 0 ? (
        <KindChoice models={models} isBusy={isBusy} hasNetwork={hasNetwork} />
      ) : null}
      <PrimaryButton keyShown={key} blocked={blocked} onClick={train}>
        {models.length === 0 ? 'Train' : 'Train again'} on {labels} labels
      </PrimaryButton>
    </>
  );
}

/** Why no first model can be trained; null where one can. */
function stillMissing(exemplars: number, counts: TrainableLabels | null): string | null {
  if (!counts) return 'The labels are still being counted. Press the key again.';
  const missing = missingForModel(exemplars, counts);
  return missing.kind === 'nothing' ? null : missing.words;
}
