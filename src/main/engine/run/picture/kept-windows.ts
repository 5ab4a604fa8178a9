import type { Outcome } from '../../../../shared/failure.ts';
import type { Box } from '../../../../shared/patch.ts';
import { cropPixels } from '../exemplar/patch-reader.ts';
import type { SectionToDraw } from '../task/worker-material.ts';
import { keyOf } from './volumes-in-view.ts';

/** Pixels of consecutive sections' windows, at full resolution, read or being read. */
export interface KeptWindow {
  /** see keyOf */
  readonly volume: string;
  readonly plane: SectionToDraw['plane'];
  readonly from: number;
  readonly to: number;
  readonly window: Box;
  readonly pixels: Promise<Outcome<Uint8Array>>;
}

/** What was read last, up to so many bytes. */
export interface KeptWindows {
  /** One that holds all of `window` at the section asked for. It counts as used last. */
  find(ask: SectionToDraw, window: Box): KeptWindow | null;
  /** Keeps one until newer ones need its place, or its reading fails. */
  add(kept: KeptWindow): void;
  forget(volume: string): void;
}

/** @param mostBytes all that is kept, in bytes of 8-bit pixels; the newest stays even when it is larger */
export function keptWindows(mostBytes: number): KeptWindows {
  // A set keeps the order of insertion: put back, one is the newest.
  const windows = new Set<KeptWindow>();
  return {
    find(ask, window) {
      const key = keyOf(ask.volume);
      for (const kept of windows) {
        const isThere = kept.from <= ask.position && ask.position < kept.to;
        const isSame = kept.plane === ask.plane && kept.volume === key;
        if (!isThere || !isSame || !holds(kept.window, window)) continue;
        windows.delete(kept);
        windows.add(kept);
        return kept;
      }
      return null;
    },
    add(kept) {
      windows.add(kept);
      let total = 0;
      for (const each of windows) total += bytesOf(each);
      for (const oldest of windows) {
        if (total <= mostBytes || oldest === kept) break;
        windows.delete(oldest);
        total -= bytesOf(oldest);
      }
      const drop = () => windows.delete(kept);
      kept.pixels.then((read) => read.ok || drop(), drop);
    },
    forget(volume) {
      for (const each of windows) if (each.volume === volume) windows.delete(each);
    },
  };
}

/** A window of one section, out of what is kept of several. */
export function cropKept(
  slab: Uint8Array,
  kept: KeptWindow,
  position: number,
  { y0, y1, x0, x1 }: Box,
): Uint8Array {
  const { window } = kept;
  const size = pixelsIn(window);
  const start = (position - kept.from) * size;
  const inside = {
    y0: y0 - window.y0,
    y1: y1 - window.y0,
    x0: x0 - window.x0,
    x1: x1 - window.x0,
  };
  return cropPixels(slab.subarray(start, start + size), window.x1 - window.x0, inside);
}

export const pixelsIn = ({ y0, y1, x0, x1 }: Box): number => (y1 - y0) * (x1 - x0);

const bytesOf = ({ from, to, window }: KeptWindow): number => (to - from) * pixelsIn(window);

const holds = (outer: Box, inner: Box): boolean =>
  outer.y0 <= inner.y0 && inner.y1 <= outer.y1 && outer.x0 <= inner.x0 && inner.x1 <= outer.x1;
