/** Text that is markup already: nothing in it is escaped again. */
export interface Markup {
  readonly markup: string;
}

type Content = string | number | null | Markup | readonly Markup[];

/**
 * Markup written as a template. What is put in is escaped, unless it is markup itself; so text of a user
 * or a file can be put anywhere between tags and in quoted attributes, but for styles and scripts.
 */
export function markup(parts: TemplateStringsArray, ...content: readonly Content[]): Markup {
  const filled = parts.map((part, i) => (i === 0 ? part : written(content[i - 1] ?? null) + part));
  return { markup: filled.join('') };
}

/** Markup made elsewhere, such as an SVG whose own text is escaped. */
export const trusted = (text: string): Markup => ({ markup: text });

function written(content: Content): string {
  if (content === null) return '';
  if (typeof content === 'number') return String(content);
  if (typeof content === 'string') return escaped(content);
  if ('markup' in content) return content.markup;
  return content.map((each) => each.markup).join('\n');
}

/** Characters that HTML forbids (control codes of a file name, say) become spaces. */
function escaped(text: string): string {
  return text
    .replace(/[^\t\n\r\u{20}-\u{7e}\u{a0}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

/** A table; the first cell of a row heads it, and all columns but the first and those named are numbers. */
export function markupTable(
  headings: readonly string[],
  rows: readonly (readonly (string | number | null)[])[],
  words: readonly number[] = [],
): Markup {
  const kind = (i: number) => trusted(i === 0 || words.includes(i) ? '' : ' class="number"');
  const head = headings.map((each, i) =>
    each === '' ? markup`<td></td>` : markup`<th scope="col"${kind(i)}>${each}</th>`,
  );
  const body = rows.map(
    (row) =>
      markup`<tr>${row.map((cell, i) =>
        i === 0
          ? markup`<th scope="row">${cell}</th>`
          : markup`<td${kind(i)}>${cell === null ? '–' : cell}</td>`,
      )}</tr>`,
  );
  return markup`<table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table>`;
}
