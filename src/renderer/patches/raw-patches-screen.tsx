import { Button, UnstyledButton } from '@mantine/core';
import type { SourceRecord } from '../../shared/source.ts';
import { engine } from '../bridge.ts';
import { Bar } from '../element/bar.tsx';
import { Empty } from '../element/empty.tsx';
import { grouped, percentText } from '../element/numbers.ts';
import { PrimaryButton } from '../element/primary-button.tsx';
import { Problem } from '../element/problem.tsx';
import { Column, Screen } from '../element/screen.tsx';
import { useCommands } from '../session/commands.ts';
import { useShownKey } from '../session/key-map.ts';
import { goTo, showPatches } from '../session/navigation.ts';
import { useAnswer } from '../session/use-answer.ts';
import styles from './raw-patches-screen.module.css';
import { type Survival, survivalOf, totalOf } from './survival.ts';

/** What was cut of each source, and what is left of it once near-duplicates are taken out. */
export function RawPatchesScreen() {
  const sources = useAnswer(() => engine.sources.list.query(), [], 'sources');
  const cut = (sources.value ?? []).filter((source) => source.raw > 0);
  const total = totalOf(cut.map(survivalOf));
  const show = () => goTo('patches');
  const key = useShownKey('show-the-exemplars', 'e');
  useCommands([{ title: 'Show the exemplars', group: 'This screen', keys: ['e'], run: show }]);
  return (
    <Screen
      title="Patches"
      actions={
        <>
          <Button disabled={total.exemplars === 0} onClick={() => goTo('duplicates')}>
            Look into {grouped(total.raw - total.exemplars)} near-duplicates
          </Button>
          <PrimaryButton keyShown={key} disabled={total.exemplars === 0} onClick={show}>
            Show {grouped(total.exemplars)} exemplars
          </PrimaryButton>
        </>
      }
    >
      {sources.value && cut.length === 0 ? (
        <div className={styles['none']}>
          <Empty words="No patches are cut yet. Add sources and run them first.">
            <PrimaryButton onClick={() => goTo('sources')}>Go to Sources</PrimaryButton>
          </Empty>
        </div>
      ) : (
        <Column>
          {sources.problem ? <Problem words={sources.problem} /> : null}
          {sources.value ? <SurvivalTable sources={cut} total={total} /> : null}
        </Column>
      )}
    </Screen>
  );
}

function SurvivalTable(props: {
  readonly sources: readonly SourceRecord[];
  readonly total: Survival;
}) {
  const rows = [...props.sources].sort((a, b) => b.raw - a.raw || a.name.localeCompare(b.name));
  return (
    <table className={styles['table']}>
      <thead>
        <tr>
          <th scope="col">Source</th>
          <th scope="col">Patches</th>
          <th scope="col">
            <abbr title="Within the Hamming limit of an exemplar, which stands for them.">
              Near-duplicates
            </abbr>
          </th>
          <th scope="col">Exemplars</th>
          <th scope="col">Left</th>
          <td />
        </tr>
      </thead>
      <tbody>
        {rows.map((source) => (
          <tr key={source.id}>
            <th scope="row" className={styles['name']}>
              <UnstyledButton onClick={() => showSource(source)}>{source.name}</UnstyledButton>
            </th>
            <Counts survival={survivalOf(source)} />
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">All</th>
          <Counts survival={props.total} />
        </tr>
      </tfoot>
    </table>
  );
}

function Counts({ survival }: { survival: Survival }) {
  const { raw, exemplars } = survival;
  const share = raw > 0 ? exemplars / raw : 0;
  return (
    <>
      <td>{grouped(raw)}</td>
      <td>{grouped(raw - exemplars)}</td>
      <td>{grouped(exemplars)}</td>
      <td>{percentText(share)}</td>
      <td className={styles['bar']}>
        <Bar fraction={share} />
      </td>
    </>
  );
}

function showSource({ id, name }: SourceRecord): void {
  showPatches(`Exemplars of ${name}`, { set: 'all', order: 'position', sources: [id] });
}
