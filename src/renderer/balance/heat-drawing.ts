import type { SectionMap, SectionYield } from '../../shared/crop-yield.ts';
import { sectionName } from '../../shared/crop-yield-figure.ts';
import { csvLine } from '../../shared/csv.ts';
import { colourText, heatColour, informativeBorders } from '../../shared/heat-scale.ts';
import { saveBlob } from '../element/save-file.ts';

/** What lies over the section. */
export type HeatLayer = 'scores' | 'informative' | 'none';

/** Longest edge of the drawing, in pixels; as much as the section's picture has. */
const longestEdge = 1024;

/** Draws scores, or the informative part alone, over a cross-section; the border of it either way. */
export function drawHeat(
  canvas: HTMLCanvasElement,
  map: SectionMap,
  threshold: number,
  layer: HeatLayer,
): void {
  const [height, width] = [map.edgesY.at(-1) ?? 1, map.edgesX.at(-1) ?? 1];
  const scale = Math.min(1, longestEdge / Math.max(height, width));
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  const context = canvas.getContext('2d');
  if (!context || layer === 'none') return;
  context.scale(canvas.width / width, canvas.height / height);
  context.globalAlpha = 0.55;
  fillRectangles(context, map, threshold, layer);
  context.globalAlpha = 1;
  drawBorders(context, map, threshold, 1 / scale);
}

function fillRectangles(
  context: CanvasRenderingContext2D,
  { edgesY, edgesX, scores }: SectionMap,
  threshold: number,
  layer: HeatLayer,
): void {
  const columns = edgesX.length - 1;
  scores.forEach((score, at) => {
    if (score === null) return;
    if (layer === 'informative' && score > threshold) return;
    const [row, column] = [Math.floor(at / columns), at % columns];
    const [y, x] = [edgesY[row] ?? 0, edgesX[column] ?? 0];
    // What is not informative is darkened, so that the rest is seen as it is.
    context.fillStyle = layer === 'informative' ? '#000' : colourText(heatColour(score));
    context.fillRect(x, y, (edgesX[column + 1] ?? x) - x, (edgesY[row + 1] ?? y) - y);
  });
}

/** White with a black outline: seen on any grey and any colour. */
function drawBorders(
  context: CanvasRenderingContext2D,
  map: SectionMap,
  threshold: number,
  pixel: number,
): void {
  context.beginPath();
  for (const { x0, y0, x1, y1 } of informativeBorders(map, threshold)) {
    context.moveTo(x0, y0);
    context.lineTo(x1, y1);
  }
  context.lineCap = 'square';
  for (const [colour, wide] of [
    ['#000', 4],
    ['#fff', 2],
  ] as const) {
    context.strokeStyle = colour;
    context.lineWidth = wide * pixel;
    context.stroke();
  }
}

/** "score 0.62 at row 120, column 318", for a place given as shares of height and width. */
export function scoreAt(
  { edgesY, edgesX, scores }: SectionMap,
  down: number,
  across: number,
): string {
  const y = Math.floor(down * (edgesY.at(-1) ?? 0));
  const x = Math.floor(across * (edgesX.at(-1) ?? 0));
  const row = edgesY.findLastIndex((edge) => edge <= y);
  const column = edgesX.findLastIndex((edge) => edge <= x);
  const score = scores[row * (edgesX.length - 1) + column];
  if (score === null || score === undefined) return '';
  return `Score ${score.toFixed(2)} at row ${y}, column ${x}`;
}

/** One line a rectangle, after what the map was made of. */
export function mapCsv(map: SectionMap, section: SectionYield): string {
  const { edgesY, edgesX, scores } = map;
  const columns = edgesX.length - 1;
  const head = [
    `# Scores of ${sectionName(section)}\n`,
    `# patch size: ${section.patchSize}\n# stride: ${section.stride}\n# threshold: ${section.threshold}\n`,
    csvLine(['y0', 'y1', 'x0', 'x1', 'score']),
  ];
  const lines = scores.map((score, at) => {
    const [row, column] = [Math.floor(at / columns), at % columns];
    const [y0 = 0, y1 = 0] = [edgesY[row], edgesY[row + 1]];
    const [x0 = 0, x1 = 0] = [edgesX[column], edgesX[column + 1]];
    return csvLine([y0, y1, x0, x1, score]);
  });
  return [...head, ...lines].join('');
}

/** Saves the section with its scores over it. */
export async function saveHeatPng(
  name: string,
  address: string,
  map: SectionMap,
  threshold: number,
): Promise<void> {
  const heat = document.createElement('canvas');
  drawHeat(heat, map, threshold, 'scores');
  const both = document.createElement('canvas');
  [both.width, both.height] = [heat.width, heat.height];
  const context = both.getContext('2d');
  if (!context) throw new Error('no 2-D canvas in this browser');
  const picture = new Image();
  picture.src = address;
  // Without the volume's disk the scores alone are saved.
  const isHere = await picture.decode().then(
    () => true,
    () => false,
  );
  if (isHere) context.drawImage(picture, 0, 0, both.width, both.height);
  context.drawImage(heat, 0, 0);
  both.toBlob((blob) => blob && saveBlob(name, blob, 'image/png'), 'image/png');
}
