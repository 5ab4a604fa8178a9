import { mix, randomStream, unit } from './noise.ts';
import { type PhantomVolume, sectionStep } from './phantom-volumes.ts';

/** A place in pixels of the xy plane, all three axes alike. */
export interface Place {
  readonly z: number;
  readonly y: number;
  readonly x: number;
}

/** A Voronoi cell around its seed; the space of a resin cell is empty. */
export interface Cell extends Place {
  readonly isResin: boolean;
  /** grey level of the cytoplasm relative to others */
  readonly tone: number;
}

export interface Nucleus extends Place {
  readonly cell: number;
  readonly radius: number;
  readonly nucleolus: Place & { readonly radius: number };
}

/** A bent rod from one end to the other. */
export interface Mitochondrion {
  readonly cell: number;
  readonly from: Place;
  readonly to: Place;
  readonly radius: number;
}

export interface Vesicle extends Place {
  readonly cell: number;
  readonly radius: number;
  readonly isDense: boolean;
}

/** Everything in a volume, before any plane of it is painted. */
export interface Scene {
  readonly cells: readonly Cell[];
  readonly nuclei: readonly Nucleus[];
  readonly mitochondria: readonly Mitochondrion[];
  readonly vesicles: readonly Vesicle[];
}

/** Places cells on a jittered lattice and fills them. */
export function buildScene(volume: PhantomVolume): Scene {
  const random = randomStream(volume.seed);
  const cells = placeCells(volume, random);
  const living = cells.flatMap((cell, index) => (cell.isResin ? [] : [index]));
  const at = (index: number): Place => cells[index] ?? { z: 0, y: 0, x: 0 };
  return {
    cells,
    nuclei: living.flatMap((cell) => nucleusOf(volume, cell, at(cell), random)),
    mitochondria: living.flatMap((cell) => mitochondriaOf(volume, cell, at(cell), random)),
    vesicles: living.flatMap((cell) => vesiclesOf(volume, cell, at(cell), random)),
  };
}

type Random = () => number;

function placeCells(volume: PhantomVolume, random: Random): readonly Cell[] {
  const { shape, look } = volume;
  const steps = (length: number): number => Math.ceil(length / look.cellEdge) + 2;
  const place = (step: number): number => (step - 1 + random() * 0.9) * look.cellEdge;
  const depth = shape.z * sectionStep(volume);
  // Resin fills one side of a wavy front, so that tissue has an outside.
  const [bend, turn] = [random() * 6.28, random() * 6.28];
  const cells: Cell[] = [];
  for (let iz = 0; iz < steps(depth); iz++) {
    for (let iy = 0; iy < steps(shape.y); iy++) {
      for (let ix = 0; ix < steps(shape.x); ix++) {
        const [z, y, x] = [place(iz), place(iy), place(ix)];
        const front =
          0.5 + 0.28 * Math.sin(y / 260 + z / 420 + bend) + 0.22 * Math.sin(z / 330 + turn);
        const isResin = mix(unit(x / shape.x), unit(front), 0.5) < look.resin * 0.95;
        cells.push({ z, y, x, isResin, tone: random() });
      }
    }
  }
  return cells;
}

function nucleusOf({ look }: PhantomVolume, cell: number, at: Place, random: Random): Nucleus[] {
  if (look.nucleus === 0 || random() < 0.1) return [];
  const radius = look.nucleus * mix(0.85, 1.1, random());
  const offset = (): number => (random() - 0.5) * radius;
  const nucleolus = {
    z: at.z + offset(),
    y: at.y + offset(),
    x: at.x + offset(),
    radius: radius * mix(0.16, 0.24, random()),
  };
  return [{ z: at.z, y: at.y, x: at.x, cell, radius, nucleolus }];
}

function mitochondriaOf(
  { look }: PhantomVolume,
  cell: number,
  at: Place,
  random: Random,
): Mitochondrion[] {
  const count = Math.floor(look.mitochondria * mix(0.6, 1.4, random()) + random());
  return Array.from({ length: count }, () => {
    const from = around(at, look.cellEdge * 0.5, random);
    const length = look.mitochondrionRadius * mix(0.6, 6, random() ** 2);
    const to = around(from, length, random);
    return { cell, from, to, radius: look.mitochondrionRadius * mix(0.7, 1.25, random()) };
  });
}

/** Vesicles come in clusters, as at a synapse or beside the Golgi, and one by one. */
function vesiclesOf({ look }: PhantomVolume, cell: number, at: Place, random: Random): Vesicle[] {
  const cluster = around(at, look.cellEdge * 0.4, random);
  const isSecretory = random() < 0.35;
  const count = Math.floor(look.vesicles * (isSecretory ? 3 : 0.8));
  return Array.from({ length: count }, () => {
    const reach = look.cellEdge * (isSecretory ? 0.22 : 0.6);
    const place = around(isSecretory ? cluster : at, reach, random);
    const isDense = random() < 0.12;
    const radius = look.vesicleRadius * mix(0.8, 1.3, random()) * (isDense ? 1.5 : 1);
    return { ...place, cell, radius, isDense };
  });
}

function around(at: Place, reach: number, random: Random): Place {
  const offset = (): number => (random() * 2 - 1) * reach;
  return { z: at.z + offset(), y: at.y + offset(), x: at.x + offset() };
}
