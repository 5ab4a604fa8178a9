import { join } from 'node:path';
import { decisionOrigin, labelValue } from '../../../../shared/decision.ts';
import { fail, type Outcome, succeed } from '../../../../shared/failure.ts';
import type { Decision } from '../../catalog/labels.ts';
import { labelsName } from '../../export/dataset-layout.ts';
import { readTable } from '../../export/read-table.ts';
import { placeCells, readCells, sourceNameOf, textOf } from '../../export/table-cells.ts';
import type { JobContext } from '../../job/job-runner.ts';
import { labelTitles } from '../export/export-labels-table.ts';
import { settleInParts } from '../project/labels-under-way.ts';
import type { Session } from '../project/session.ts';
import { breath } from '../turn/breath.ts';
import { placeFinder } from './dataset-places.ts';
import type { ImportUnderWay } from './import-patches.ts';
import { visitRows } from './survey-dataset.ts';

/** Whose the decisions of a data set are: it tells no names, and nobody's undo takes them back. */
export const annotator = 'data set';

const value = labelValue.exclude(['none']);

const columns = {
  source: sourceNameOf,
  ...placeCells,
  name: (cell: string) => textOf(cell, 1200) || undefined,
  value: (cell: string) => value.safeParse(cell).data,
  reason: (cell: string) => (cell === '' ? null : textOf(cell, 200)),
  origin: (cell: string) => decisionOrigin.safeParse(cell).data,
} satisfies { readonly [T in (typeof labelTitles)[number]]: (cell: string) => unknown };

/**
 * Records the data set's labels as one action: from its table of labels, or where it has none, the decisions of
 * the manifest, which are those of its own patches.
 *
 * @returns the action
 */
export async function importDecisions(
  session: Session,
  work: ImportUnderWay,
  context: JobContext,
): Promise<Outcome<number>> {
  const { catalog } = session;
  const action = catalog.commitUnit(() =>
    catalog.actions.add(annotator, Date.now(), 'import', 'Made this project from a data set'),
  );
  const decide = (decisions: readonly Decision[]): Outcome<null> => {
    catalog.commitUnit(() => {
      for (const decision of decisions) catalog.labels.decide(action, decision);
    });
    return succeed(null);
  };
  const { labels } = work.opened.dataset;
  context.stage(
    'read labels',
    labels?.labels ?? work.survey.patches,
    labels ? 'labels' : 'patches',
  );
  const read = labels
    ? await fromTable(work, context, decide)
    : await fromManifest(work, context, decide);
  if (!read.ok) return read;
  for (const _ of settleInParts(catalog, action)) await breath();
  return succeed(action);
}

type Decide = (decisions: readonly Decision[]) => Outcome<null>;

async function fromTable(
  { opened, survey }: ImportUnderWay,
  context: JobContext,
  decide: Decide,
): Promise<Outcome<null>> {
  const path = join(opened.folder, labelsName);
  const place = placeFinder(survey.volumes);
  const parse = (line: readonly string[]): Decision | string => {
    const cells = readCells(columns, line);
    if (typeof cells === 'string') return cells;
    const { source, volume, plane: along, index, y0, y1, x0, x1, reason, origin } = cells;
    const found = place({ source, volume, plane: along, index, box: { y0, y1, x0, x1 } });
    if (typeof found === 'string') return found;
    const { volume: _, ...address } = found;
    return { address, value: cells.value, reason, origin };
  };
  const read = await readTable(
    path,
    { titles: labelTitles, parse },
    async (rows) => {
      if (!(await context.mayGoOn())) return fail({ kind: 'cancelled' });
      context.advance(rows.length);
      return decide(rows);
    },
    context.signal,
  );
  if (!read.ok) return read;
  const isWhole = read.value.sha256 === opened.sums.get(labelsName);
  return isWhole ? succeed(null) : fail({ kind: 'checksum-differs', path });
}

async function fromManifest(
  { opened, survey }: ImportUnderWay,
  context: JobContext,
  decide: Decide,
): Promise<Outcome<null>> {
  const read = await visitRows(opened, survey.volumes, context, async (rows) => {
    context.advance(rows.length);
    return decide(
      rows.flatMap(({ row, volume, plane: along, position }): Decision[] => {
        const { decision, reason, box } = row;
        if (decision === null) return [];
        const address = { contentId: volume.contentId, plane: along, position, ...box };
        return [{ address, value: decision, reason, origin: 'import' }];
      }),
    );
  });
  return read.ok ? succeed(null) : read;
}
