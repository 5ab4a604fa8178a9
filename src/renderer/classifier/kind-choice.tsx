import { Button, Menu } from '@mantine/core';
import type { FilterModel, ModelKind } from '../../shared/model.ts';
import { engine } from '../bridge.ts';
import { attempt } from '../session/notice.ts';
import styles from './classifier-screen.module.css';
import { kindWords, threeDecimals } from './model-words.ts';
import { kindsInOrder, modelToUse } from './trainings.ts';

/** Which kind of model is in force; choosing another uses the newest of that kind, or trains one. */
export function KindChoice(props: {
  readonly models: readonly FilterModel[];
  readonly isBusy: boolean;
  /** the encoder in use came as a classifier */
  readonly hasNetwork: boolean;
}) {
  const current = props.models.find((model) => model.current);
  return (
    <Menu position="bottom-end" width={380}>
      <Menu.Target>
        <Button disabled={props.isBusy} rightSection={<span aria-hidden="true">▾</span>}>
          Use: {current ? kindWords[current.kind].title.toLowerCase() : 'none'}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {kindsInOrder.map((kind) => (
          <KindItem key={kind} kind={kind} {...props} />
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function KindItem(props: {
  readonly kind: ModelKind;
  readonly models: readonly FilterModel[];
  readonly hasNetwork: boolean;
}) {
  const { kind } = props;
  const model = modelToUse(props.models, kind);
  const isMissing = kind === 'network' && !model && !props.hasNetwork;
  const state = model?.current
    ? 'in force'
    : isMissing
      ? 'needs an encoder that came as a classifier'
      : model
        ? `AUC ${threeDecimals(model.holdOut.auc)}`
        : 'trains one first';
  return (
    <Menu.Item
      disabled={isMissing || model?.current === true}
      aria-current={model?.current || undefined}
      onClick={() => void useKind(kind, model)}
    >
      <span className={styles['kind']}>
        <span>{kindWords[kind].title}</span>
        <span>{state}</span>
        <span>{kindWords[kind].what}</span>
      </span>
    </Menu.Item>
  );
}

async function useKind(kind: ModelKind, model: FilterModel | null): Promise<void> {
  await attempt(
    model ? engine.models.use.mutate({ id: model.id }) : engine.models.train.mutate({ kind }),
  );
}
