import type { Outcome } from '../../../../shared/failure.ts';
import type { Samples } from '../../slice/readable-volume.ts';
import { eightBitMapper } from '../../slice/to-eight-bit.ts';
import { openVolume } from '../../source/open-volume.ts';
import type { OpenVolume } from '../../source/volume-format.ts';
import type { VolumeToRead } from '../task/worker-material.ts';
import { sameShape } from '../volume/cross-section-reader.ts';

type ToEight = (samples: Samples) => Uint8Array;

/** Volumes that stay open while they are looked at: a long TIFF takes longer to open than to read from. */
export interface VolumesInView {
  /**
   * One reading at a time of each volume, in the order asked: a stack has one picture open at once.
   * Failures are those of opening, `volume-changed` and those of the work.
   */
  read<T>(
    volume: VolumeToRead,
    work: (open: OpenVolume, toEight: ToEight) => Promise<Outcome<T>>,
  ): Promise<Outcome<T>>;
}

interface Kept {
  readonly opened: Promise<Outcome<OpenVolume>>;
  readonly toEight: ToEight;
  last: Promise<unknown>;
  waiting: number;
  idle: NodeJS.Timeout | undefined;
}

/**
 * @param idleMs a volume is closed when nobody has asked for so long
 * @param onClosed called with the key of a volume that was closed
 */
export function volumesInView(idleMs: number, onClosed: (key: string) => void): VolumesInView {
  const kept = new Map<string, Kept>();

  function keep(key: string, volume: VolumeToRead): Kept {
    const started: Kept = {
      opened: openAlike(volume),
      toEight: eightBitMapper(volume.sampleType, volume.mapping, volume.invert),
      last: Promise.resolve(),
      waiting: 0,
      idle: undefined,
    };
    kept.set(key, started);
    return started;
  }

  async function drop(key: string, unused: Kept): Promise<void> {
    if (kept.get(key) === unused) kept.delete(key);
    onClosed(key);
    const opened = await unused.opened;
    if (opened.ok) await opened.value.close();
  }

  return {
    async read(volume, work) {
      const key = keyOf(volume);
      const used = kept.get(key) ?? keep(key, volume);
      clearTimeout(used.idle);
      used.waiting++;
      const reading = used.last.then(async () => {
        const opened = await used.opened;
        return opened.ok ? work(opened.value, used.toEight) : opened;
      });
      used.last = reading.catch(() => undefined);
      try {
        return await reading;
      } finally {
        used.waiting--;
        if (used.waiting === 0) {
          const isOpen = (await used.opened).ok;
          // One that could not be opened is tried anew: its disk may be connected by then.
          clearTimeout(used.idle);
          if (!isOpen) kept.delete(key);
          else used.idle = setTimeout(() => void drop(key, used), idleMs);
        }
      }
    },
  };
}

/** What tells volumes apart: another mapping gives other pixels of the same file. */
export const keyOf = (volume: VolumeToRead): string => JSON.stringify(volume);

async function openAlike(volume: VolumeToRead): Promise<Outcome<OpenVolume>> {
  const opened = await openVolume(volume.reference);
  if (!opened.ok) return opened;
  const same = sameShape(opened.value, volume);
  if (same.ok) return opened;
  await opened.value.close();
  return same;
}
