/** Styles of a report: read on a screen, and printed on A4 or letter paper. */
export const reportStyle = `
:host, body { margin: 0; color: #1d2023; background: #ffffff; font: 13px/1.45 system-ui, -apple-system, "Segoe UI", "Noto Sans", sans-serif; font-variant-numeric: tabular-nums; }
article { max-width: 1000px; margin: 0 auto; padding: 32px; }
h1 { font-size: 24px; font-weight: 600; margin: 0 0 4px; overflow-wrap: anywhere; }
h2 { font-size: 16px; font-weight: 600; margin: 40px 0 8px; padding-top: 12px; border-top: 1px solid #d4d6d9; break-after: avoid; }
h3 { font-size: 13px; font-weight: 600; margin: 16px 0 4px; break-after: avoid; }
p { margin: 0 0 8px; max-width: 720px; }
.quiet { color: #5c636b; }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(420px, 1fr)); gap: 16px 32px; align-items: start; }
figure { margin: 0 0 12px; break-inside: avoid; }
figcaption { font-weight: 600; margin-bottom: 4px; }
svg { display: block; max-width: 100%; height: auto; }
table { border-collapse: collapse; width: 100%; font-size: 12px; margin: 4px 0 12px; }
th, td { padding: 3px 0 3px 12px; border-bottom: 1px solid #e3e4e6; text-align: left; font-weight: 400; vertical-align: top; overflow-wrap: anywhere; min-width: 64px; }
td.number { min-width: 0; }
th:first-child { padding-left: 0; }
thead th { color: #5c636b; vertical-align: bottom; }
.number { text-align: right; white-space: nowrap; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
@media print {
  article { max-width: none; padding: 0; }
  .figures { grid-template-columns: repeat(2, 1fr); gap: 12px 20px; }
  h2 { margin-top: 24px; }
  .new-page { break-before: page; }
  .whole { break-inside: avoid; }
  table + p { break-before: avoid; }
  h2 + p { break-after: avoid; }
  figure { margin-bottom: 4px; }
}
@page { margin: 16mm 14mm; }
`;

/** SHA-256 of the styles in base64: the report's own policy lets in these styles and nothing else. A test holds it to them. */
export const reportStyleHash = 'IVymZAGPb1G2dsasDsgVXLyn21re+bo+5DvoCxKsXp8=';
