import type { Outcome } from '../../../../shared/failure.ts';
import type { PairDraw, RadiusPoint } from '../../exemplar/radius-point.ts';
import type { LookedInto } from '../../relation/landmark-frames.ts';
import type { ExemplarsToRelate, RelatedSources } from '../../relation/relate-sources.ts';
import type { PatchToRead, VolumeToRead } from './worker-material.ts';

/** Exemplars to relate, and how many near-duplicates may be kept in memory. */
export interface RelateAsk extends Omit<ExemplarsToRelate, 'near'> {
  readonly mostRows: number;
  /** volumes whose landmarks are known, and the files that hold them */
  readonly volumes: readonly LookedInto[];
  readonly files: readonly string[];
}

/** Parts of relating sources, in order. */
export type RelatePart = 'find' | 'judge' | 'find-landmarks' | 'judge-landmarks';

/** Patches de-duplicated, packed, measured and related. */
export interface ExemplarTasks {
  /** progress: share done, by the work that is left */
  'keep-exemplars': {
    ask: {
      hashes: Uint8Array;
      bytesPerHash: number;
      seed: number;
      limit: number;
      /** so many of the first patches are exemplars already and stay; 0 when left out */
      fixed?: number;
    };
    answer: { exemplars: Uint32Array; owner: Uint32Array };
  };
  /** De-duplicates within one radius, counts what it keeps and draws pairs at that distance. Progress as above. */
  'radius-point': {
    ask: {
      hashes: Uint8Array;
      bytesPerHash: number;
      /** of the visiting order */
      seed: number;
      radius: number;
      draw: PairDraw;
    };
    answer: RadiusPoint;
  };
  /** Writes the patches' pixels to one pack file and measures their features. */
  pack: {
    ask: {
      volume: VolumeToRead;
      patches: readonly PatchToRead[];
      file: string;
      keepResident: boolean;
    };
    answer: Outcome<{
      places: readonly { offset: number; bytes: number }[];
      features: Float64Array;
    }>;
  };
  'read-patches': {
    ask: { volume: VolumeToRead; patches: readonly PatchToRead[]; keepResident: boolean };
    answer: Outcome<readonly Uint8Array[]>;
  };
  'measure-patches': {
    ask: { volume: VolumeToRead; patches: readonly PatchToRead[]; keepResident: boolean };
    answer: Outcome<Float64Array>;
  };
  /** Reads a volume once and keeps its landmarks in a file; answers how many. Progress: share of the planes read. */
  'find-landmarks': {
    ask: {
      volume: Pick<VolumeToRead, 'reference' | 'shape' | 'sampleType'>;
      /** edge of a voxel along z over that along x; null where not known */
      zPerX: number | null;
      file: string;
    };
    answer: Outcome<number>;
  };
  /** What near-duplicates and landmarks say of sources; progress: the part under way and its share done. */
  'relate-sources': {
    ask: RelateAsk;
    answer: Outcome<{ related: readonly RelatedSources[]; leftOut: number }>;
  };
}
