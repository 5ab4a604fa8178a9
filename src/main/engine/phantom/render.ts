import { newCanvas } from './canvas.ts';
import { newDetector } from './detector.ts';
import { spaceNoise } from './noise.ts';
import { paintCells } from './paint-cells.ts';
import { paintOrganelles } from './paint-organelles.ts';
import { type PhantomVolume, sectionStep } from './phantom-volumes.ts';
import { buildScene } from './scene.ts';
import { countSection, newTruth, type TruthBlocks } from './truth.ts';

/** One generated section. `samples` is overwritten by the next. */
export interface PhantomSection {
  readonly section: number;
  /** 8-bit grey, row by row */
  readonly samples: Uint8Array;
}

/** A volume while it is generated; its truth is complete when the sections have run out. */
export interface PhantomRendering {
  readonly truth: TruthBlocks;
  readonly sections: Iterable<PhantomSection>;
}

/** Generates a volume section by section. Continuous in space: neighbouring sections of thin cuts are near-duplicates. */
export function renderPhantom(volume: PhantomVolume): PhantomRendering {
  const truth = newTruth(volume.shape);
  return { truth, sections: sectionsOf(volume, truth) };
}

function* sectionsOf(volume: PhantomVolume, truth: TruthBlocks): Generator<PhantomSection> {
  const { shape, look, seed } = volume;
  const size = { height: shape.y, width: shape.x };
  const scene = buildScene(volume);
  const noise = spaceNoise(seed);
  const canvas = newCanvas(size);
  const detector = newDetector(size, look, noise, seed);
  const samples = new Uint8Array(shape.y * shape.x);
  const seen = new Uint8Array(shape.y * shape.x);
  for (let section = 0; section < shape.z; section++) {
    const z = section * sectionStep(volume);
    // Depths far apart read parts of the noise that know nothing of each other.
    noise.fillPlane(canvas.warpY, size, z + 1_000, 74);
    noise.fillPlane(canvas.warpX, size, z + 3_000, 74);
    noise.fillPlane(canvas.fine, size, z, 3.1);
    noise.fillPlane(canvas.coarse, size, z + 500, 11);
    noise.fillPlane(canvas.sheet, size, z + 700, 27);
    noise.fillPlane(canvas.region, size, z + 5_000, 92);
    paintCells(canvas, scene.cells, look, z);
    paintOrganelles(canvas, scene, z);
    detector.record(canvas, z, section, samples, seen);
    countSection(truth, section, seen);
    yield { section, samples };
  }
}
