import { Button } from '@mantine/core';
import type { FilterModel } from '../../shared/model.ts';
import { engine } from '../bridge.ts';
import { counted, grouped } from '../element/numbers.ts';
import { Problem } from '../element/problem.tsx';
import { showPatches } from '../session/navigation.ts';
import { useAnswer } from '../session/use-answer.ts';
import styles from './classifier-screen.module.css';
import { modelTitle } from './model-words.ts';

/** What flips between two models that were marked; nothing before two are. */
export function CompareModels(props: {
  readonly models: readonly FilterModel[];
  readonly chosen: readonly number[];
}) {
  const [first, second] = [...props.chosen]
    .sort((a, b) => a - b)
    .flatMap((id) => props.models.find((model) => model.id === id) ?? []);
  if (!first || !second) return null;
  return <Comparison key={`${first.id} ${second.id}`} first={first} second={second} />;
}

function Comparison({ first, second }: { first: FilterModel; second: FilterModel }) {
  const found = useAnswer(
    () => engine.models.compare.query({ from: first.id, to: second.id }),
    [first.id, second.id],
  );
  if (found.problem) return <Problem words={found.problem} />;
  if (!found.value) return null;
  const { both, meanDifference, keptByFirst, keptBySecond } = found.value;
  return (
    <div className={styles['comparison']} role="status">
      <h3>
        {modelTitle(first)} and {modelTitle(second).toLowerCase()}
      </h3>
      {both === 0 ? (
        <p>
          There is no exemplar that both have scored. Put the older one in force once to score with
          it.
        </p>
      ) : (
        <>
          <p>
            Both scored {counted(both, 'exemplar')}; their scores differ by{' '}
            {meanDifference.toFixed(3)} on average. At the thresholds of now, labelled patches left
            aside:
          </p>
          <div className={styles['row']}>
            <Flips model={first} flips={keptByFirst} />
            <Flips model={second} flips={keptBySecond} />
          </div>
        </>
      )}
    </div>
  );
}

function Flips(props: {
  readonly model: FilterModel;
  readonly flips: { readonly count: number; readonly ordinals: readonly number[] };
}) {
  const { model, flips } = props;
  const title = `Kept by model ${model.id} alone`;
  const shown = flips.ordinals.length;
  if (flips.count === 0) return <span>None is kept by model {model.id} alone.</span>;
  return (
    <Button
      onClick={() =>
        showPatches(title, { set: 'ordinals', order: 'position', ordinals: [...flips.ordinals] })
      }
    >
      {`Show ${counted(flips.count, 'patch', 'patches')} kept by model ${model.id} alone`}
      {shown < flips.count ? `, the first ${grouped(shown)}` : ''}
    </Button>
  );
}
