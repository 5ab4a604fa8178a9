import { NativeSelect, UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import { defectFigure, defectHeight, defectsOf, noReason } from '../../shared/defect-figure.ts';
import type { DefectCount, LossReport } from '../../shared/losses.ts';
import { counted, grouped } from '../element/numbers.ts';
import { PlotFrame } from '../element/plot-frame.tsx';
import tables from '../element/table.module.css';
import { showPatches } from '../session/navigation.ts';
import own from './composition.module.css';

/** Reasons of patches labelled uninformative, of all sources or of one. */
export function Defects({ report }: { report: LossReport }) {
  const [source, setSource] = useState<number | null>(null);
  const known = report.sources.filter((each) => defectsOf(report.defects, each.source).length > 0);
  const chosen = known.find((each) => each.source === source) ?? null;
  const defects = defectsOf(report.defects, chosen?.source ?? null);
  const total = defects.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) {
    return (
      <section aria-label="Defects">
        <h2>Defects</h2>
        <p className={own['words']}>
          No patch is labelled uninformative yet. On the Label screen the digits give a reason with
          the label.
        </p>
      </section>
    );
  }
  const open = (defect: DefectCount | undefined) => defect && showDefect(defect, chosen);
  return (
    <section className={own['pair']} aria-label="Defects">
      <div>
        <PlotFrame
          figure={defectFigure(defects, chosen?.name ?? null)}
          fileName="defects-by-reason"
          width={520}
          height={defectHeight(defects)}
          onPick={(_x, { point }) => open(defects[Math.round(point.y)])}
        />
        <p className={own['words']}>
          Of the {counted(total, 'patch', 'patches')} that people labelled uninformative, not of all
          that were dropped; which were labelled depends on their queues.
        </p>
      </div>
      <div>
        <NativeSelect
          aria-label="Defects of"
          className={own['of']}
          data={[
            { value: '', label: 'All sources' },
            ...known.map(({ source: id, name }) => ({ value: String(id), label: name })),
          ]}
          value={String(chosen?.source ?? '')}
          onChange={(event) => {
            const { value } = event.currentTarget;
            setSource(value === '' ? null : Number(value));
          }}
        />
        <table className={tables['table']}>
          <thead>
            <tr>
              <th scope="col">Reason</th>
              <th scope="col">labelled</th>
              <th scope="col">sources</th>
            </tr>
          </thead>
          <tbody>
            {defects.map((defect) => (
              <tr key={defect.reason ?? ''}>
                <th scope="row" className={own['value']}>
                  <UnstyledButton onClick={() => open(defect)}>
                    {defect.reason ?? noReason}
                  </UnstyledButton>
                </th>
                <td>{grouped(defect.count)}</td>
                <td>{grouped(defect.perSource.length)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function showDefect(
  { reason, ordinals }: DefectCount,
  source: { readonly source: number; readonly name: string } | null,
): void {
  if (ordinals.length === 0) return;
  const of = source ? ` in ${source.name}` : '';
  showPatches(`Labelled uninformative${of}: ${reason ?? noReason}`, {
    set: 'ordinals',
    order: 'position',
    ordinals: [...ordinals],
    ...(source ? { sources: [source.source] } : {}),
  });
}
