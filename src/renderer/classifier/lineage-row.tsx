import { Button, Checkbox, Menu, UnstyledButton } from '@mantine/core';
import type { FilterModel } from '../../shared/model.ts';
import { engine } from '../bridge.ts';
import { askForFiles } from '../session/file-question.ts';
import { attempt, say } from '../session/notice.ts';
import { chosenWords, intervalText, kindWords, modelTitle, threeDecimals } from './model-words.ts';
import { goToPart } from './part.tsx';
import tables from './table.module.css';

/** One model: its figures, its ingredients, and what can be done with it. */
export function LineageRow(props: {
  readonly model: FilterModel;
  readonly models: readonly FilterModel[];
  readonly isShown: boolean;
  readonly isChosen: boolean;
  readonly isBusy: boolean;
  readonly isReadOnly: boolean;
  readonly onShow: (id: number) => void;
  readonly onChoose: () => void;
}) {
  const { model } = props;
  const { holdOut, leaveSourcesOut, checked } = model;
  return (
    <tr aria-current={props.isShown || undefined}>
      <th scope="row">
        <span className={tables['modelName']}>
          <Checkbox
            size="xs"
            aria-label={`Compare model ${model.id}`}
            checked={props.isChosen}
            onChange={props.onChoose}
          />
          <UnstyledButton
            title="Show its figures above"
            onClick={() => {
              props.onShow(model.id);
              goToPart('model');
            }}
          >
            {model.id} {kindWords[model.kind].title}
          </UnstyledButton>
          {model.current ? <strong>in force</strong> : null}
        </span>
      </th>
      <td title={intervalText(holdOut.aucInterval)}>{threeDecimals(holdOut.auc)}</td>
      <td title={intervalText(leaveSourcesOut?.aucInterval)}>
        {checked ? threeDecimals(leaveSourcesOut?.auc) : 'not tried'}
      </td>
      <td>{ingredients(model, props.models)}</td>
      <td className={tables['hash']} title={model.hash}>
        {model.hash.slice(0, 12)}
      </td>
      <td>
        <RowMenu {...props} />
      </td>
    </tr>
  );
}

function RowMenu(props: {
  readonly model: FilterModel;
  readonly isBusy: boolean;
  readonly isReadOnly: boolean;
}) {
  const { model } = props;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="subtle" size="compact-xs" aria-label={`More: ${modelTitle(model)}`}>
          More
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {props.isReadOnly ? null : (
          <Menu.Item
            disabled={props.isBusy || model.current}
            onClick={() => void attempt(engine.models.use.mutate({ id: model.id }))}
          >
            Put in force
          </Menu.Item>
        )}
        <Menu.Item onClick={() => void exportModel(model)}>Export as ONNX with its card…</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function ingredients(model: FilterModel, models: readonly FilterModel[]): string {
  const { kind, encoder, chosen, members, seed } = model;
  const ids = models.filter(({ hash }) => members.includes(hash)).map(({ id }) => id);
  return [
    encoder ? `encoder ${encoder.name}` : kind === 'texture-forest' ? 'four features' : '',
    ids.length > 0 ? `mean of models ${ids.sort((a, b) => a - b).join(' and ')}` : '',
    chosenWords(chosen),
    `seed ${seed}`,
  ]
    .filter((part) => part !== '')
    .join(', ');
}

async function exportModel(model: FilterModel): Promise<void> {
  const [folder] =
    (await askForFiles({
      title: `Export ${modelTitle(model).toLowerCase()} to a new folder`,
      choose: 'new-folder',
      action: 'Export the model here',
      suggestedName: `model-${model.id}-${model.kind}`,
    })) ?? [];
  if (folder === undefined) return;
  const done = await attempt(engine.models.export.mutate({ id: model.id, folder }));
  if (done) say(`Wrote ${done.files.join(', ')} to ${folder}.`);
}
