import { succeed } from '../../../../shared/failure.ts';
import { reportHtml } from '../../../../shared/report-html.ts';
import { dropMap } from '../model/score-map-file.ts';
import { scoreSections } from '../model/score-sections.ts';
import type { Parts } from '../workbench-parts.ts';
import type { CompositionBench } from './composition-bench.ts';
import { compositionReport } from './composition-report.ts';
import { cropYields, sectionMapOf } from './crop-yield-report.ts';
import { lossReport } from './loss-report.ts';
import { reportData } from './report-data.ts';

/** What the sets are made of, what is lost, and what that means for training. */
export function compositionPart({ desk, tasks, job }: Parts): CompositionBench {
  const { read, readLater, write } = desk;
  return {
    composition: () => read((session) => succeed(compositionReport(session))),
    losses: () => read((session) => succeed(lossReport(session))),
    projectReport: () =>
      readLater(async (session) => {
        const data = await reportData(session, tasks);
        return data.ok ? succeed({ html: reportHtml(data.value) }) : data;
      }),
    cropYields: () => readLater((session) => cropYields(session, tasks)),
    sectionMap: (id) => read((session) => sectionMapOf(session, id)),
    startScoringSections: (request) =>
      job(
        'yield',
        'Score cross-sections',
        (session) => (context) => scoreSections(session, tasks, request, context),
      ),
    removeSectionMap: (id) => write((session) => dropMap(session, id)),
  };
}
