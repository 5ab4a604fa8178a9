import { descriptorBytes, type Landmarks } from './landmarks.ts';

/** A place that stands out. */
export interface Candidate {
  readonly strength: number;
  readonly z: number;
  readonly y: number;
  readonly x: number;
  readonly turn: number;
  readonly isBright: boolean;
}

/** Candidates of an octave as columns that grow: half a million are usual. */
export interface CandidateList {
  add(candidate: Candidate, descriptor: Uint8Array): void;
  columns(): Columns;
}

/** What is known of each candidate. */
export interface Columns extends Omit<Landmarks, 'octave'> {
  readonly strength: Float32Array;
}

export function candidateList(): CandidateList {
  let room = columnsFor(1024);
  let count = 0;
  return {
    add({ strength, z, y, x, turn, isBright }, descriptor) {
      if (count === room.count) room = widened(room);
      room.strength[count] = strength;
      room.z[count] = z;
      room.y[count] = y;
      room.x[count] = x;
      room.turn[count] = turn;
      room.bright[count] = isBright ? 1 : 0;
      room.descriptors.set(descriptor, count * descriptorBytes);
      count++;
    },
    columns: () => ({ ...room, count }),
  };
}

function columnsFor(count: number): Columns {
  const floats = () => new Float32Array(count);
  return {
    count,
    strength: floats(),
    z: floats(),
    y: floats(),
    x: floats(),
    turn: new Uint8Array(count),
    bright: new Uint8Array(count),
    descriptors: new Uint8Array(count * descriptorBytes),
  };
}

function widened(old: Columns): Columns {
  const next = columnsFor(old.count * 2);
  next.strength.set(old.strength);
  next.z.set(old.z);
  next.y.set(old.y);
  next.x.set(old.x);
  next.turn.set(old.turn);
  next.bright.set(old.bright);
  next.descriptors.set(old.descriptors);
  return next;
}
