import { fail, type Outcome, succeed } from '../../../../shared/failure.ts';
import type { Box } from '../../../../shared/patch.ts';
import type { GreyPicture } from '../../picture/encode-picture.ts';
import { shrinker } from '../../picture/shrink.ts';
import { readSlab, slabShape } from '../../slice/read-slab.ts';
import type { SectionToDraw } from '../task/worker-material.ts';
import { cropKept, type KeptWindow, keptWindows, pixelsIn } from './kept-windows.ts';
import { keyOf, type VolumesInView, volumesInView } from './volumes-in-view.ts';

/** Draws parts of cross-sections for somebody who looks around in a volume. */
export interface SectionViewer {
  /**
   * The window in 8-bit grey, scaled down so that its longer edge is at most `longestEdge`.
   *
   * @param signal what is no longer wanted is not read further: failure `cancelled`
   */
  draw(ask: SectionToDraw, signal: AbortSignal): Promise<Outcome<GreyPicture>>;
}

export interface SectionViewerOptions {
  /** all that is kept, in bytes of 8-bit pixels */
  readonly mostBytes: number;
  /** milliseconds after which a volume that nobody looks at is closed and forgotten */
  readonly idleMs: number;
}

/** Larger windows are scaled down as they are read, and not kept. */
const largestKept = 16 * 2 ** 20;

/** A viewer that keeps volumes open and what it read last, for the next picture of the same place. */
export function sectionViewer({ mostBytes, idleMs }: SectionViewerOptions): SectionViewer {
  const windows = keptWindows(mostBytes);
  const volumes = volumesInView(idleMs, windows.forget);

  /** The window out of one that is kept or being read, else read now. */
  async function pixelsOf(
    ask: SectionToDraw,
    window: Box,
    signal: AbortSignal,
  ): Promise<Outcome<Uint8Array>> {
    for (;;) {
      const known = windows.find(ask, window);
      const kept = known ?? startReading(volumes, ask, window, signal);
      if (!known) windows.add(kept);
      const read = await kept.pixels;
      if (read.ok) return succeed(cropKept(read.value, kept, ask.position, window));
      // Whoever asked first may have given up what we still want.
      if (!known || signal.aborted || read.failure.kind !== 'cancelled') return read;
    }
  }

  return {
    async draw(ask, signal) {
      const whole = slabShape(ask.volume.shape, ask.plane);
      const window = ask.window ?? { y0: 0, y1: whole.height, x0: 0, x1: whole.width };
      const shrink = shrinker(window.y1 - window.y0, window.x1 - window.x0, ask.longestEdge);
      if (pixelsIn(window) > largestKept) {
        const slab = { from: ask.position, to: ask.position + 1, window };
        const read = await readBands(volumes, ask, slab, (band) => shrink.add(band), signal);
        return read.ok ? succeed(shrink.picture()) : read;
      }
      const pixels = await pixelsOf(ask, window, signal);
      if (!pixels.ok) return pixels;
      shrink.add(pixels.value);
      return succeed(shrink.picture());
    },
  };
}

type Slab = Pick<KeptWindow, 'from' | 'to' | 'window'>;

function startReading(
  volumes: VolumesInView,
  ask: SectionToDraw,
  window: Box,
  signal: AbortSignal,
): KeptWindow {
  const slab = { ...sectionsAtOnce(ask, window), window };
  const pixels = readWindow(volumes, ask, slab, signal);
  return { ...slab, volume: keyOf(ask.volume), plane: ask.plane, pixels };
}

/** Along xz and yz neighbours lie in the same rows of the file: those that are asked for next come along. */
function sectionsAtOnce({ volume, plane, position, ahead }: SectionToDraw, window: Box) {
  const fitting = Math.max(1, Math.floor(largestKept / pixelsIn(window)));
  const many = isUpright(plane) ? Math.min(ahead, fitting) : 1;
  const from = Math.floor(position / many) * many;
  return { from, to: Math.min(slabShape(volume.shape, plane).count, from + many) };
}

async function readWindow(
  volumes: VolumesInView,
  ask: SectionToDraw,
  slab: Slab,
  signal: AbortSignal,
): Promise<Outcome<Uint8Array>> {
  const { window } = slab;
  const count = slab.to - slab.from;
  const pixels = new Uint8Array(count * pixelsIn(window));
  const take = (band: Uint8Array, y: number) => {
    const size = band.length / count;
    for (let i = 0; i < count; i++) {
      const start = i * pixelsIn(window) + (y - window.y0) * (window.x1 - window.x0);
      pixels.set(band.subarray(i * size, (i + 1) * size), start);
    }
  };
  const read = await readBands(volumes, ask, slab, take, signal);
  return read.ok ? succeed(pixels) : read;
}

/** Read between two looks at the signal, and before others have their turn: pixels along xy, planes along xz and yz. */
const [bandPixels, bandPlanes] = [4 * 2 ** 20, 16];

/** Band after band from the top of the window, each of all sections of the slab. */
async function readBands(
  volumes: VolumesInView,
  { volume, plane }: SectionToDraw,
  { from, to, window }: Slab,
  take: (band: Uint8Array, y: number) => void,
  signal: AbortSignal,
): Promise<Outcome<null>> {
  const rows = isUpright(plane) ? bandPlanes : Math.ceil(bandPixels / (window.x1 - window.x0));
  for (let y0 = window.y0; y0 < window.y1; y0 += rows) {
    const band = { ...window, y0, y1: Math.min(window.y1, y0 + rows) };
    const read = await volumes.read<Uint8Array>(volume, async (open, toEight) =>
      signal.aborted ? fail({ kind: 'cancelled' }) : readSlab(open, plane, from, to, toEight, band),
    );
    if (!read.ok) return read;
    take(read.value, y0);
  }
  return succeed(null);
}

const isUpright = (plane: SectionToDraw['plane']): boolean => plane === 'xz' || plane === 'yz';
