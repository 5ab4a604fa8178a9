import type { Canvas } from './canvas.ts';
import { mix, type PlaneSize, randomStream, type SpaceNoise, unit } from './noise.ts';
import type { Look } from './phantom-volumes.ts';
import { shown } from './truth.ts';

/** How the microscope spoils a plane, pixel by pixel, 0 to 1. */
interface Defects {
  readonly blur: Float32Array;
  readonly charge: Float32Array;
  readonly fade: Float32Array;
}

const gaussians = 4096;
const middleGrey = 150;

/** Turns painted planes into what a detector records, and says what can still be seen. */
export function newDetector(size: PlaneSize, look: Look, noise: SpaceNoise, seed: number) {
  const floats = (): Float32Array => new Float32Array(size.height * size.width);
  const defects: Defects = { blur: floats(), charge: floats(), fade: floats() };
  const [soft, work] = [floats(), floats()];
  const random = randomStream(seed);
  const bell = Float32Array.from({ length: gaussians }, () => {
    const sum = random() + random() + random() + random() + random() + random();
    return (sum - 3) * Math.SQRT2;
  });
  return {
    /**
     * Records one plane.
     * @param samples receives 8-bit grey
     * @param seen receives a value of `shown` for every pixel
     */
    record(
      canvas: Canvas,
      z: number,
      section: number,
      samples: Uint8Array,
      seen: Uint8Array,
    ): void {
      const draw = randomStream(seed ^ Math.imul(section + 1, 0x9e3779b1));
      fillDefects(defects, size, look, noise, z);
      if (look.blur > 0) softened(canvas.grey, soft, work, size);
      for (let y = 0; y < size.height; y++) {
        const streak = draw();
        for (let x = 0; x < size.width; x++) {
          const pixel = y * size.width + x;
          const blur = defects.blur[pixel] ?? 0;
          const charge = defects.charge[pixel] ?? 0;
          const fade = defects.fade[pixel] ?? 0;
          const painted = mix(canvas.grey[pixel] ?? 0, soft[pixel] ?? 0, blur);
          const contrast = look.contrast * (1 - 0.9 * fade) * (1 - 0.75 * charge);
          const glow = charge * (46 + streak * 70);
          const grain = bell[Math.floor(draw() * gaussians)] ?? 0;
          const level = middleGrey + (painted - middleGrey) * contrast + glow + grain * look.noise;
          samples[pixel] = level < 0 ? 0 : level > 255 ? 255 : level;
          seen[pixel] = whatIsSeen(canvas.structure[pixel] ?? 0, blur, charge, fade);
        }
      }
    },
  };
}

function whatIsSeen(structure: number, blur: number, charge: number, fade: number): number {
  if (structure === 0) return shown.nothing;
  if (blur > 0.6) return shown.blurred;
  if (charge > 0.55) return shown.charged;
  return fade > 0.65 ? shown.faded : shown.structure;
}

/** Regions of each defect: smooth noise at places of its own, cut at the share the look asks for. */
function fillDefects(
  defects: Defects,
  size: PlaneSize,
  look: Look,
  noise: SpaceNoise,
  z: number,
): void {
  const kinds = [
    { field: defects.blur, share: look.blur, period: 330, offset: 9_000 },
    { field: defects.charge, share: look.charge, period: 260, offset: 21_000 },
    { field: defects.fade, share: look.fade, period: 420, offset: 33_000 },
  ];
  for (const { field, share, period, offset } of kinds) {
    if (share === 0) continue;
    noise.fillPlane(field, size, z + offset, period);
    // Smooth noise gathers around 0: this threshold leaves about the share asked for.
    const threshold = 1.15 * (0.5 - share);
    for (let i = 0; i < field.length; i++) field[i] = unit(((field[i] ?? 0) - threshold) * 6);
  }
}

/** Out of focus: three box means in each direction come close to a Gaussian of 7 pixels. */
function softened(from: Float32Array, to: Float32Array, work: Float32Array, size: PlaneSize): void {
  to.set(from);
  for (let pass = 0; pass < 3; pass++) {
    meanAcross(to, work, size);
    meanDown(work, to, size);
  }
}

const blurReach = 7;
const blurWidth = 2 * blurReach + 1;

/** Running mean along rows; beyond an edge its pixel goes on. */
function meanAcross(from: Float32Array, to: Float32Array, { height, width }: PlaneSize): void {
  const last = width - 1;
  for (let y = 0; y < height; y++) {
    const start = y * width;
    let sum = 0;
    for (let i = -blurReach; i <= blurReach; i++) sum += from[start + held(i, last)] ?? 0;
    for (let x = 0; x < width; x++) {
      to[start + x] = sum / blurWidth;
      const enters = from[start + held(x + blurReach + 1, last)] ?? 0;
      sum += enters - (from[start + held(x - blurReach, last)] ?? 0);
    }
  }
}

/** Running mean along columns, all columns a row at a time, as they lie in memory. */
function meanDown(from: Float32Array, to: Float32Array, { height, width }: PlaneSize): void {
  const last = height - 1;
  const sums = new Float64Array(width);
  for (let i = -blurReach; i <= blurReach; i++) {
    const row = held(i, last) * width;
    for (let x = 0; x < width; x++) sums[x] = (sums[x] ?? 0) + (from[row + x] ?? 0);
  }
  for (let y = 0; y < height; y++) {
    const row = y * width;
    const enters = held(y + blurReach + 1, last) * width;
    const leaves = held(y - blurReach, last) * width;
    for (let x = 0; x < width; x++) {
      const sum = sums[x] ?? 0;
      to[row + x] = sum / blurWidth;
      sums[x] = sum + ((from[enters + x] ?? 0) - (from[leaves + x] ?? 0));
    }
  }
}

const held = (i: number, last: number): number => (i < 0 ? 0 : i > last ? last : i);
