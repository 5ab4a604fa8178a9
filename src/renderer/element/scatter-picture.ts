import { type ScatterGroup, scatterOutlines } from './scatter-marker.tsx';
import { type Colour, colourReader } from './scatter-painter.ts';

const line = 20;
const keyWidth = 220;
const headHeight = 36;

/** The drawn points with their title and key, as they are seen now, as a PNG. */
export async function scatterPicture(
  canvas: HTMLCanvasElement,
  title: string,
  groups: readonly ScatterGroup[],
): Promise<Blob | null> {
  const ratio = window.devicePixelRatio;
  const read = colourReader(canvas.parentElement ?? document.body);
  const paper = document.createElement('canvas');
  paper.width = canvas.width + keyWidth * ratio;
  paper.height = Math.max(canvas.height, groups.length * line * ratio) + headHeight * ratio;
  const context = paper.getContext('2d');
  if (!context) return null;
  context.fillStyle = cssOf(read('var(--background)'));
  context.fillRect(0, 0, paper.width, paper.height);
  context.drawImage(canvas, 0, headHeight * ratio);
  context.scale(ratio, ratio);
  const text = cssOf(read('var(--text)'));
  context.textBaseline = 'middle';
  context.fillStyle = text;
  context.font = '600 13px system-ui, sans-serif';
  context.fillText(title, 12, headHeight / 2);
  context.font = '12px system-ui, sans-serif';
  groups.forEach((group, i) => {
    const [x, y] = [canvas.width / ratio + 12, headHeight + (i + 0.5) * line];
    drawKey(context, group, cssOf(read(group.colour)), x, y);
    context.fillStyle = text;
    context.fillText(group.name, x + 16, y, keyWidth - 36);
  });
  return await new Promise((resolve) => paper.toBlob(resolve, 'image/png'));
}

function drawKey(
  context: CanvasRenderingContext2D,
  group: ScatterGroup,
  colour: string,
  x: number,
  y: number,
): void {
  context.save();
  context.translate(x, y);
  context.scale(5, 5);
  context.fillStyle = colour;
  context.fill(new Path2D(scatterOutlines[group.shape]));
  context.restore();
}

const cssOf = (colour: Colour): string =>
  `rgb(${colour.map((part) => Math.round(part * 255)).join(' ')})`;
