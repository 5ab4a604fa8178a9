import { NativeSelect, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import type { FilterModel, JudgedOn } from '../../shared/model.ts';
import { engine } from '../bridge.ts';
import { useAnswer } from '../session/use-answer.ts';
import styles from './classifier-screen.module.css';
import { FigureCurves } from './figure-curves.tsx';
import { Importances } from './importances.tsx';
import { evaluationOf, judgedWords, noCurvesWords } from './model-words.ts';
import { Part } from './part.tsx';
import { SourceCurves } from './source-curves.tsx';
import { SourceTable } from './source-table.tsx';
import { drawnWith } from './trainings.ts';

/** How good the model is beside the others of its training, on labels that it did not learn from. */
export function FiguresPart(props: {
  readonly model: FilterModel;
  readonly models: readonly FilterModel[];
}) {
  const { model } = props;
  const [wanted, setJudgedOn] = useState<JudgedOn | null>(null);
  const [sourceId, setSource] = useState<number | null>(null);
  const sources = useAnswer(() => engine.sources.list.query(), [], 'sources').value ?? [];
  const source = sources.find(({ id }) => id === sourceId) ?? null;
  const hasLeftOut = model.leaveSourcesOut?.auc != null;
  const judgedOn = hasLeftOut ? (wanted ?? firstShown(model)) : 'hold-out';
  const drawn = drawnWith(model, props.models);
  const choice = (
    <div className={styles['choices']}>
      <NativeSelect
        aria-label="Curves of"
        data={[
          { value: '', label: 'All sources together' },
          ...sources.map(({ id, name }) => ({ value: String(id), label: name })),
        ]}
        value={source ? String(source.id) : ''}
        onChange={({ currentTarget: { value } }) => setSource(value === '' ? null : Number(value))}
      />
      <SegmentedControl
        aria-label="Judged on"
        data={[
          { value: 'hold-out', label: judgedWords['hold-out'] },
          { value: 'left-out', label: judgedWords['left-out'], disabled: !hasLeftOut },
        ]}
        value={judgedOn}
        // `as`: the values are those of JudgedOn.
        onChange={(value) => setJudgedOn(value as JudgedOn)}
      />
    </div>
  );
  return (
    <Part name="figures" title="How good it is" aside={choice}>
      <p className={styles['quiet']}>
        {judgedNote[judgedOn]}
        {source
          ? ` Of ${source.name} alone, with the labels of now; few labels, wide intervals.`
          : ''}
      </p>
      <div className={styles['columns']}>
        {source ? (
          <SourceCurves {...{ model, drawn, judgedOn, source }} />
        ) : (
          <AllCurves {...{ model, drawn, judgedOn }} />
        )}
        <SourceTable model={model} />
        <Importances model={model} />
      </div>
    </Part>
  );
}

/** What has curves at all, the hold-out first. */
const firstShown = ({ holdOut }: FilterModel): JudgedOn =>
  holdOut.auc === null ? 'left-out' : 'hold-out';

const judgedNote: Readonly<Record<JudgedOn, string>> = {
  'hold-out':
    'Blocks of sections of every source, set aside before anything was labelled: how it does on more of what you have.',
  'left-out':
    'Each source scored by a model that never saw it: what to expect of a source that is new.',
};

/** As it was judged when it was trained. */
function AllCurves(props: {
  readonly model: FilterModel;
  readonly drawn: readonly FilterModel[];
  readonly judgedOn: JudgedOn;
}) {
  const { model, judgedOn } = props;
  const evaluation = evaluationOf(model, judgedOn) ?? model.holdOut;
  if (evaluation.auc === null) return <p>{noCurvesWords(evaluation)}</p>;
  const drawn = props.drawn.flatMap((each) => {
    const own = evaluationOf(each, judgedOn);
    return own ? [{ model: each, evaluation: own }] : [];
  });
  return (
    <FigureCurves shown={{ model, evaluation }} drawn={drawn} judgedOn={judgedOn} source={null} />
  );
}
