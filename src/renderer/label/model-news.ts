import type { FilterModel } from '../../shared/model.ts';
import { counted, grouped } from '../element/numbers.ts';

/** The model in force as the Label screen tells of it, against the one before. */
export interface ModelNews {
  readonly id: number;
  readonly hash: string;
  readonly labels: number;
  /** on the hold-out; null while it has labels of one kind only */
  readonly auc: number | null;
  readonly interval: readonly [number, number] | null;
  /** labels of the hold-out it was tested on */
  readonly testedOn: number;
  /** false while the sources were not left out yet */
  readonly isChecked: boolean;
  /** the last of its kind that learnt from other labels */
  readonly before: Pick<ModelNews, 'id' | 'labels' | 'auc' | 'testedOn'> | null;
}

/** What is to be told of the model in force; null without one. */
export function newsOf(models: readonly FilterModel[]): ModelNews | null {
  const current = models.find((model) => model.current);
  if (!current) return null;
  const { kind, trainedOn } = current;
  const earlier = models
    .filter(
      (model) =>
        model.id < current.id &&
        model.kind === kind &&
        model.trainedOn.labelsHash !== trainedOn.labelsHash,
    )
    .sort((a, b) => b.id - a.id)[0];
  return {
    ...figuresOf(current),
    hash: current.hash,
    interval: current.holdOut.aucInterval,
    isChecked: current.checked,
    before: earlier ? figuresOf(earlier) : null,
  };
}

const figuresOf = ({ id, trainedOn, holdOut }: FilterModel) => ({
  id,
  labels: trainedOn.informative + trainedOn.uninformative,
  auc: holdOut.auc,
  testedOn: holdOut.informative + holdOut.uninformative,
});

/** "Model 12: 812 labels, AUC 0.913 (+0.004)". */
export function sayNews({ id, labels, auc, before }: ModelNews): string {
  const of = `Model ${id}: ${counted(labels, 'label')}`;
  if (auc === null) return `${of}, no AUC yet`;
  const change = before?.auc == null ? '' : ` (${changeText(auc - before.auc)})`;
  return `${of}, AUC ${auc.toFixed(3)}${change}`;
}

/** To three decimals with its sign; a true minus. */
function changeText(change: number): string {
  const size = Math.abs(change).toFixed(3);
  if (Number(size) === 0) return `±${size}`;
  return `${change > 0 ? '+' : '\u2212'}${size}`;
}

/** How far the numbers can be believed, in sentences. */
export function explainNews(news: ModelNews): string {
  const { auc, interval, testedOn, before, isChecked } = news;
  const range = interval
    ? `, 95% between ${interval[0].toFixed(3)} and ${interval[1].toFixed(3)}`
    : '';
  return [
    auc === null
      ? 'The hold-out has labels of one kind only: label some of it.'
      : `AUC on ${counted(testedOn, 'label')} of the hold-out${range}.`,
    before && before.auc !== null
      ? `Before: model ${before.id}, ${counted(before.labels, 'label')}, AUC ${before.auc.toFixed(3)} on ${grouped(before.testedOn)}.`
      : '',
    isChecked ? '' : 'Not tried on sources left out yet.',
  ]
    .filter((part) => part !== '')
    .join(' ');
}
