import type { Figure } from './figure.ts';
import { type FigureShape, frameOf, layoutFigure } from './figure-layout.ts';

/** Colours of written figures: mid tones, readable on white paper and on a dark page alike. */
export const figureInks: Readonly<Record<FigureShape['ink'], string>> = {
  0: '#4a7fd8',
  1: '#248f82',
  2: '#b5761b',
  3: '#b0609d',
  4: '#5d8a2f',
  5: '#8a6fd1',
  6: '#c25b4a',
  7: '#3f8aa6',
  reference: '#7d8288',
  text: '#7d8288',
  caption: '#7d8288',
  grid: '#9aa1a955',
  axis: '#7d8288',
};

/**
 * A figure as a self-contained SVG file: no styles, scripts or fonts, colours as attributes, its
 * parameters in `<metadata>`. Same figure, same bytes.
 *
 * @param width pixels; the height is three quarters of it unless given.
 */
export function figureSvg(figure: Figure, width = 560, height = width * 0.75): string {
  const shapes = layoutFigure(figure, frameOf(figure, width, height));
  const parameters = Object.entries(figure.parameters)
    .map(([name, value]) => `    ${escapeXml(`${name}: ${value}`)}`)
    .join('\n');
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="system-ui, sans-serif" role="img">`,
    `  <title>${escapeXml(figure.title)}</title>`,
    `  <metadata>\n${parameters}\n  </metadata>`,
    ...shapes.map((shape) => `  ${element(shape)}`),
    '</svg>\n',
  ].join('\n');
}

function element(shape: FigureShape): string {
  const attributes = Object.entries({ ...shape.attributes, [shape.paint]: figureInks[shape.ink] })
    .map(([name, value]) => `${name}="${escapeXml(String(value))}"`)
    .join(' ');
  if (shape.text === null) return `<${shape.tag} ${attributes}/>`;
  return `<${shape.tag} ${attributes}>${escapeXml(shape.text)}</${shape.tag}>`;
}

/** Characters that XML forbids even as references (control codes of a file name, say) become spaces. */
function escapeXml(words: string): string {
  return words
    .replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
