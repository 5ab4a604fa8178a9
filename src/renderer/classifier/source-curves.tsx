import { type Outcome, succeed } from '../../shared/failure.ts';
import type { Evaluation, FilterModel, JudgedOn } from '../../shared/model.ts';
import { engine } from '../bridge.ts';
import { Problem } from '../element/problem.tsx';
import { useAnswer } from '../session/use-answer.ts';
import styles from './classifier-screen.module.css';
import { FigureCurves } from './figure-curves.tsx';
import { noCurvesWords } from './model-words.ts';

/** The curves of one source alone, with the labels that it has now. */
export function SourceCurves(props: {
  readonly model: FilterModel;
  readonly drawn: readonly FilterModel[];
  readonly judgedOn: JudgedOn;
  readonly source: { readonly id: number; readonly name: string };
}) {
  const { model, drawn, judgedOn, source } = props;
  const asked = drawn.map(({ id }) => ({ id, source: source.id, on: judgedOn }));
  const found = useAnswer(() => judgedAll(asked), [asked]);
  if (found.problem) return <Problem words={found.problem} />;
  // While another source is asked for, the old one's curves are not shown under its name.
  if (!found.value || JSON.stringify(found.value.asked) !== JSON.stringify(asked)) return null;
  const judged = drawn.flatMap((each, i) => {
    const evaluation = found.value?.evaluations[i];
    return evaluation ? [{ model: each, evaluation }] : [];
  });
  const shown = judged.find((each) => each.model.id === model.id);
  if (!shown) return null;
  if (shown.evaluation.auc === null) {
    return <p className={styles['quiet']}>{noCurvesWords(shown.evaluation)}</p>;
  }
  return <FigureCurves shown={shown} drawn={judged} judgedOn={judgedOn} source={source} />;
}

type Question = Parameters<typeof engine.models.ofSource.query>[0];

async function judgedAll(
  asked: readonly Question[],
): Promise<Outcome<{ asked: readonly Question[]; evaluations: Evaluation[] }>> {
  const evaluations: Evaluation[] = [];
  for (const outcome of await Promise.all(
    asked.map((each) => engine.models.ofSource.query(each)),
  )) {
    if (!outcome.ok) return outcome;
    evaluations.push(outcome.value);
  }
  return succeed({ asked, evaluations });
}
