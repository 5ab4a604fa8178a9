import { axisText } from './figure.ts';
import { markup, trusted } from './markup.ts';
import type { ReportData } from './report.ts';
import {
  compositionSection,
  flowSection,
  lossSection,
  setsSection,
  yieldSection,
} from './report-sections.ts';
import { reportStyle, reportStyleHash } from './report-style.ts';
import { modelSection, parameterSection, sourceSection } from './report-tables.ts';

/**
 * A report as one HTML file: figures and styles inside, no script, nothing loaded from anywhere. Same
 * data, same bytes.
 */
export function reportHtml(data: ReportData): string {
  const { project, version, losses, sources } = data;
  const { raw, dedup, curated } = losses.totals;
  const grouped = (count: number) => axisText(count, 'grouped');
  const sets = [
    `${grouped(raw)} raw patches`,
    `${grouped(dedup)} exemplars`,
    ...(curated === null ? [] : [`${grouped(curated)} curated`]),
  ].join(', ');
  const policy = `default-src 'none'; style-src 'sha256-${reportStyleHash}'; base-uri 'none'; form-action 'none'`;
  const page = markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${project}: report</title>
<style>${trusted(reportStyle)}</style>
</head>
<body>
<article>
<header><h1>${project}</h1>
<p>${grouped(sources.length)} ${sources.length === 1 ? 'source' : 'sources'}: ${sets}.</p>
<p class="quiet">Curated with EM Curator ${version} after the method of CEM500K (Conrad and Narayan, eLife 10:e65894, 2021, doi.org/10.7554/eLife.65894).</p></header>
${setsSection(data)}
${compositionSection(data)}
${flowSection(data)}
${lossSection(data)}
${modelSection(data)}
${yieldSection(data)}
${parameterSection(data)}
${sourceSection(data)}
</article>
</body>
</html>
`;
  return page.markup;
}
