import { oneLine } from './dataset-facts.ts';

/**
 * A text as Markdown shows it word for word, in one line: no markup, HTML, link or table cell of its own.
 * A backslash before ASCII punctuation is plain in CommonMark.
 */
export function markdownText(text: string): string {
  return (
    oneLine(text)
      .replaceAll(/[\\`*_{}[\]<>|~&]/gu, '\\$&')
      // Signs that begin a heading, a list or a rule do so at the start of a line alone.
      .replace(/^[#+=-]/u, '\\$&')
      .replace(/^(\d+)([.)](?:\s|$))/u, '$1\\$2')
      // Addresses become links by themselves on most hosts.
      .replaceAll(/:(?=\/\/)|(?<=\b(?:mailto|xmpp)):|(?<=\bwww)\.|@/giu, '\\$&')
  );
}

/** Several lines of text as paragraphs, each word for word. */
export function markdownParagraphs(text: string): string {
  return text
    .split(/\r?\n\s*\r?\n/u)
    .map(markdownText)
    .filter((paragraph) => paragraph !== '')
    .join('\n\n');
}

/** A table; cells are Markdown already. Without rows there is none. */
export function markdownTable(
  headings: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  if (rows.length === 0) return '';
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => (cell === '' ? ' ' : cell)).join(' | ')} |`;
  return [line(headings), line(headings.map(() => '---')), ...rows.map(line)].join('\n');
}

export const markdownList = (items: readonly string[]): string =>
  items.map((item) => `- ${item}`).join('\n');
