import { SegmentedControl, UnstyledButton } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { Composition, CompositionBar, FieldComposition } from '../../shared/composition.ts';
import {
  type CompositionUnit,
  compositionFigure,
  compositionHeight,
  fieldWords,
  notStated,
  shownBars,
} from '../../shared/composition-figure.ts';
import { engine } from '../bridge.ts';
import { Empty } from '../element/empty.tsx';
import { counted, grouped } from '../element/numbers.ts';
import { PlotFrame } from '../element/plot-frame.tsx';
import { Problem } from '../element/problem.tsx';
import { Column, Screen } from '../element/screen.tsx';
import tables from '../element/table.module.css';
import { showPatches } from '../session/navigation.ts';
import { useAnswer } from '../session/use-answer.ts';
import styles from './balance-screen.module.css';
import own from './composition.module.css';

/** What the sets are made of, by technique, pixel spacing, organism and tissue. */
export function CompositionPart({ choice }: { choice: ReactNode }) {
  const [unit, setUnit] = useState<CompositionUnit>('patches');
  const composed = useAnswer(() => engine.composition.counts.query(), []);
  const { value, problem } = composed;
  return (
    <Screen
      title="Balance"
      scope={
        <>
          {choice}
          <SegmentedControl
            aria-label="Counted by"
            data={[
              { value: 'patches', label: 'By patch' },
              { value: 'experiments', label: 'By experiment' },
            ]}
            value={unit}
            onChange={(next) => setUnit(next === 'experiments' ? 'experiments' : 'patches')}
          />
        </>
      }
    >
      {value?.sources === 0 ? (
        <div className={styles['none']}>
          <Empty words="There are no sources yet. Add some, and say what they are." />
        </div>
      ) : (
        <Column>
          {problem ? <Problem words={problem} /> : null}
          <div className={styles['page']}>
            {value?.fields.map((field) => (
              <Field key={field.field} composed={value} field={field} unit={unit} />
            ))}
          </div>
        </Column>
      )}
    </Screen>
  );
}

function Field(props: {
  readonly composed: Composition;
  readonly field: FieldComposition;
  readonly unit: CompositionUnit;
}) {
  const { composed, field, unit } = props;
  const shown = shownBars(field);
  const open = (bar: CompositionBar | undefined) => bar && showBar(field, bar);
  return (
    <section className={own['pair']} aria-label={fieldWords[field.field]}>
      <PlotFrame
        figure={compositionFigure(composed, field, unit)}
        fileName={`${field.field}-of-${unit}`}
        width={520}
        height={compositionHeight(field)}
        onPick={(_x, { point }) => open(shown[Math.round(point.y)])}
      />
      <div>
        <BarTable field={field} onOpen={open} />
        {field.several > 0 ? (
          <p className={styles['note']}>
            {counted(field.several, 'source')} {field.several === 1 ? 'has' : 'have'} several values
            and {field.several === 1 ? 'is' : 'are'} counted for each.
          </p>
        ) : null}
      </div>
    </section>
  );
}

function BarTable(props: {
  readonly field: FieldComposition;
  readonly onOpen: (bar: CompositionBar) => void;
}) {
  const { field, onOpen } = props;
  const bars = field.bars.filter(({ sources }) => sources.length > 0);
  const hasCurated = bars.some(({ patches }) => patches.curated !== null);
  return (
    <table className={tables['table']}>
      <thead>
        <tr>
          <th scope="col">{fieldWords[field.field]}</th>
          <th scope="col">sources</th>
          <th scope="col">raw</th>
          <th scope="col">dedup</th>
          {hasCurated ? <th scope="col">curated</th> : null}
        </tr>
      </thead>
      <tbody>
        {bars.map((bar) => (
          <tr key={bar.value}>
            <th scope="row" className={own['value']}>
              <UnstyledButton onClick={() => onOpen(bar)}>{bar.value || notStated}</UnstyledButton>
            </th>
            <td>{grouped(bar.sources.length)}</td>
            <td>{grouped(bar.patches.raw)}</td>
            <td>{grouped(bar.patches.dedup)}</td>
            {hasCurated ? <td>{grouped(bar.patches.curated ?? 0)}</td> : null}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function showBar({ field }: FieldComposition, { value, sources }: CompositionBar): void {
  if (sources.length === 0) return;
  const title = `${fieldWords[field]} ${value || notStated}`;
  showPatches(title, { set: 'all', order: 'position', sources: [...sources] });
}
