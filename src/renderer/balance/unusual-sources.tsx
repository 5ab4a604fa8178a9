import { Button, UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import type { LossReport, SourceLoss } from '../../shared/losses.ts';
import { grouped, percentText } from '../element/numbers.ts';
import tables from '../element/table.module.css';
import { showPatches } from '../session/navigation.ts';
import own from './composition.module.css';

type Judged = SourceLoss & { readonly rejected: NonNullable<SourceLoss['rejected']> };

const shownAtFirst = 10;

/** Sources by how much of them is rejected, the surest first, and those that the spread of the others does not explain. */
export function UnusualSources({ report }: { report: LossReport }) {
  const [showsAll, setShowsAll] = useState(false);
  const judged = judgedSources(report);
  if (!report.rejected) return null;
  const shown = judged.filter(
    ({ rejected }, i) => showsAll || i < shownAtFirst || rejected.isUnusual,
  );
  return (
    <section aria-label="Unusually uninformative sources">
      <h2>Unusually uninformative sources</h2>
      <p className={own['words']}>
        {percentText(report.rejected.share)} of all exemplars are rejected.{' '}
        {report.isJudged
          ? 'A source is unusual when so high a share would be rare (below 5%, corrected for the number of sources) if it were like all the others.'
          : 'With fewer than five sources none can be called unusual.'}
      </p>
      <table className={tables['table']}>
        <thead>
          <tr>
            <th scope="col">Source</th>
            <th scope="col">exemplars</th>
            <th scope="col">
              <abbr title="Below it where the share lies, 95%, drawn towards the other sources the fewer exemplars there are.">
                rejected
              </abbr>
            </th>
            <th scope="col">
              <abbr title="Of so high a share if the source were like the others.">chance</abbr>
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((source) => (
            <Row key={source.source} source={source} />
          ))}
        </tbody>
      </table>
      {judged.length > shown.length ? (
        <Button variant="subtle" onClick={() => setShowsAll(true)}>
          Show all {grouped(judged.length)} sources
        </Button>
      ) : null}
    </section>
  );
}

/** Highest lower bound first: of those the evidence is strongest. */
function judgedSources({ sources }: LossReport): readonly Judged[] {
  const judged = sources.flatMap((source) =>
    source.rejected ? [{ ...source, rejected: source.rejected }] : [],
  );
  return judged.sort((a, b) => b.rejected.low - a.rejected.low);
}

function Row({ source: { source, name, counts, rejected } }: { source: Judged }) {
  const show = () =>
    showPatches(`Rejected of ${name}`, { set: 'dropped', order: 'score-down', sources: [source] });
  return (
    <tr>
      <th scope="row" className={own['source']}>
        <UnstyledButton onClick={show}>{name}</UnstyledButton>
      </th>
      <td>{grouped(counts.dedup)}</td>
      <td>
        {percentText(rejected.share)}
        <span className={own['interval']}>
          {percentText(rejected.low)} to {percentText(rejected.high)}
        </span>
      </td>
      <td>
        {rejected.chance === null ? '–' : chanceText(rejected.chance)}
        {rejected.isUnusual ? <span className={own['unusual']}>unusual</span> : null}
      </td>
    </tr>
  );
}

const chanceText = (chance: number): string => (chance < 0.001 ? '< 0.001' : chance.toFixed(3));
