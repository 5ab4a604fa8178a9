import { Button } from '@mantine/core';
import type { Evaluation, FilterModel } from '../../shared/model.ts';
import { engine } from '../bridge.ts';
import { counted, grouped } from '../element/numbers.ts';
import { attempt } from '../session/notice.ts';
import styles from './classifier-screen.module.css';
import { intervalText, kindWords, modelTitle, threeDecimals } from './model-words.ts';
import { openQueue } from './open-queue.ts';
import { titleId } from './part.tsx';

/** What the model is, what it learnt from, and how far it can be believed. */
export function ModelHead(props: {
  readonly model: FilterModel;
  readonly isBusy: boolean;
  readonly isReadOnly: boolean;
  /** back to the model in force; null while it is the one shown */
  readonly onBack: (() => void) | null;
}) {
  const { model, onBack } = props;
  return (
    <section className={styles['head']} aria-label="The model">
      <div className={styles['what']}>
        <h2 id={titleId('model')} tabIndex={-1}>
          {modelTitle(model)}
        </h2>
        <p className={styles['quiet']}>{whatWords(model)}</p>
        <p className={styles['quiet']}>{labelWords(model)}</p>
        {onBack ? (
          <div className={styles['row']}>
            <strong>Not in force.</strong>
            {props.isReadOnly ? null : (
              <Button disabled={props.isBusy} onClick={() => putInForce(model.id)}>
                Put model {model.id} in force
              </Button>
            )}
            <Button variant="subtle" onClick={onBack}>
              Back to the model in force
            </Button>
          </div>
        ) : null}
      </div>
      <Area of={model.holdOut} words="AUC on the hold-out" none="labels of one kind only" />
      <Area
        of={model.leaveSourcesOut}
        words="AUC with sources left out"
        none={model.checked ? 'one source alone has labels of both kinds' : 'not tried yet'}
      />
      <Warnings model={model} isReadOnly={props.isReadOnly} />
    </section>
  );
}

const putInForce = (id: number) => void attempt(engine.models.use.mutate({ id }));

function Area(props: { of: Evaluation | null; words: string; none: string }) {
  const evaluation = props.of;
  const interval = intervalText(evaluation?.aucInterval);
  const labels = evaluation ? evaluation.informative + evaluation.uninformative : 0;
  return (
    <dl className={styles['area']}>
      <dt>{props.words}</dt>
      <dd>{threeDecimals(evaluation?.auc)}</dd>
      <dd>
        {evaluation?.auc == null
          ? props.none
          : `${interval === '' ? '' : `95% ${interval}, `}${counted(labels, 'label')}`}
      </dd>
    </dl>
  );
}

function Warnings({ model, isReadOnly }: { model: FilterModel; isReadOnly: boolean }) {
  if (model.warnings.length === 0) return null;
  const isOfHoldOut = model.warnings.some((warning) => warning.includes('hold-out'));
  return (
    <div className={styles['warnings']}>
      {model.warnings.map((warning) => (
        <p key={warning}>{warning}</p>
      ))}
      {isOfHoldOut && !isReadOnly ? (
        <Button onClick={() => void openQueue('hold-out')}>Label the hold-out</Button>
      ) : null}
    </div>
  );
}

function whatWords({ kind, encoder }: FilterModel): string {
  const { what } = kindWords[kind];
  const sentence = `${what.charAt(0).toUpperCase()}${what.slice(1)}`;
  return encoder ? `${sentence}. Encoder: ${encoder.name}.` : `${sentence}.`;
}

function labelWords({ kind, trainedOn, scored, current }: FilterModel): string {
  const { informative, uninformative } = trainedOn;
  const labels = `${counted(informative + uninformative, 'label')} (${grouped(informative)} informative, ${grouped(uninformative)} uninformative)`;
  const learnt = kind === 'network' ? `Tried on ${labels}` : `Trained on ${labels}`;
  return current ? `${learnt}, has scored ${counted(scored, 'exemplar')}.` : `${learnt}.`;
}
